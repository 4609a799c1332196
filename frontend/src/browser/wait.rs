//! Futures over the browser's timers and events. Dropping one takes its listener away.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

#[derive(Default)]
struct State {
    fired: bool,
    waker: Option<Waker>,
}

/// Fires once, when the browser calls it.
struct Call {
    state: Rc<RefCell<State>>,
    closure: Closure<dyn FnMut()>,
}

impl Call {
    fn new() -> Self {
        let state = Rc::new(RefCell::new(State::default()));
        let fired = Rc::clone(&state);
        let closure = Closure::new(move || {
            let waker = {
                let mut state = fired.borrow_mut();
                state.fired = true;
                state.waker.take()
            };
            if let Some(waker) = waker {
                waker.wake();
            }
        });
        Self { state, closure }
    }

    fn poll(&self, context: &Context<'_>) -> Poll<()> {
        let mut state = self.state.borrow_mut();
        if state.fired {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }

    fn function(&self) -> &js_sys::Function {
        self.closure.as_ref().unchecked_ref()
    }
}

/// Waits for some time.
pub(crate) struct Sleep {
    call: Call,
    timer: i32,
}

pub(crate) fn sleep(milliseconds: i32) -> Sleep {
    let call = Call::new();
    let timer = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(call.function(), milliseconds);
    Sleep {
        timer: timer.unwrap_or_default(),
        call,
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.call.poll(context)
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.timer);
    }
}

/// Waits for the next event of this name on the window.
pub(crate) struct WindowEvent {
    call: Call,
    name: &'static str,
}

impl WindowEvent {
    pub(crate) fn next(name: &'static str) -> Self {
        let call = Call::new();
        // Without the listener the future never ends, and the timer beside it does the work.
        window()
            .add_event_listener_with_callback(name, call.function())
            .unwrap_or_default();
        Self { call, name }
    }
}

impl Future for WindowEvent {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.call.poll(context)
    }
}

impl Drop for WindowEvent {
    fn drop(&mut self) {
        window()
            .remove_event_listener_with_callback(self.name, self.call.function())
            .unwrap_or_default();
    }
}
