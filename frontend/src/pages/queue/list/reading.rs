//! Reading the rows of a queue: its first page with the counters, then as many pages as the address names.

use leptos::prelude::*;

use super::List;
use crate::address::Address;
use crate::api::{self, ApiError, PageInfo, RequestPage, StatusCount};
use crate::pages::queue::filter::{Filter, PAGES};
use crate::text::of_error;

impl List {
    /// Reads the list and its counters from the start.
    pub(in crate::pages::queue) fn read_again(self) {
        let filter = self.filter.get_value();
        let call = Box::pin(async move {
            let page = api::queue(&filter.view, filter.order(), None).await?;
            Ok((page, api::counts(&filter.view).await?))
        });
        self.session.write(
            call,
            move |answer: Result<(RequestPage, Vec<StatusCount>), ApiError>| {
                if self.read.try_get_untracked().is_none() {
                    return;
                }
                match answer {
                    Ok((page, counts)) => {
                        self.failed.set(None);
                        self.counts.set(counts);
                        self.more(page.page_info, 1);
                        self.replace(page.nodes);
                        self.read.set(true);
                        self.read_on();
                    }
                    Err(error) => self.failed.set(Some(of_error(&error))),
                }
            },
        );
    }

    /// Shows one page more, which the address keeps.
    pub(in crate::pages::queue) fn read_more(self) {
        let (_, shown) = self.pages.get_value();
        self.pages.set_value((shown + 1, shown));
        let address = self.filter.with_value(Filter::address);
        let pages = (shown + 1).to_string();
        Address::of_page().replace(&[&address, "&", PAGES, "=", &pages].concat());
        self.read_on();
    }

    /// Reads pages until those are there that are to be shown.
    fn read_on(self) {
        let (wanted, shown) = self.pages.get_value();
        let Some(next) = self.next.get_untracked().filter(|_| shown < wanted) else {
            return;
        };
        let filter = self.filter.get_value();
        let call = api::queue(&filter.view, filter.order(), Some(next));
        self.session.write(call, move |answer| {
            if self.read.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(page) => {
                    self.more(page.page_info, shown + 1);
                    for row in page.nodes {
                        if !self.renew(&row) {
                            self.insert(row, usize::MAX);
                        }
                    }
                    self.read_on();
                }
                Err(error) => self.failed.set(Some(of_error(&error))),
            }
        });
    }

    fn more(self, more: PageInfo, shown: u32) {
        self.next
            .set(more.end_cursor.filter(|_| more.has_next_page));
        self.pages.update_value(|pages| pages.1 = shown);
    }
}
