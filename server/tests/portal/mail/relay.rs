//! A relay that keeps what it is given.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// What a relay answers to the next e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Accepts,
    /// The given number are refused, for now.
    Refuses(usize),
}

/// An SMTP server on a port of its own.
pub(super) struct FakeRelay {
    pub(super) url: String,
    received: Arc<Mutex<Vec<Received>>>,
    refusals: mpsc::UnboundedReceiver<()>,
}

#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) recipients: Vec<String>,
    pub(super) data: String,
}

impl FakeRelay {
    pub(super) async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let mood = Arc::new(Mutex::new(mood));
        let (refused, refusals) = mpsc::unbounded_channel();
        let kept = Arc::clone(&received);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let relay = Conversation {
                    mood: mood.clone(),
                    kept: kept.clone(),
                    refused: refused.clone(),
                };
                // A client that hangs up ends its own conversation only.
                tokio::spawn(async move { relay.hold(stream).await.ok() });
            }
        });
        Self {
            url,
            received,
            refusals,
        }
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.received
            .lock()
            .expect("no test panics while it holds this")
            .clone()
    }

    /// Waits for the next refusal.
    pub(super) async fn refused(&mut self) {
        self.refusals
            .recv()
            .await
            .expect("the relay lives as long as its test");
    }
}

struct Conversation {
    mood: Arc<Mutex<Mood>>,
    kept: Arc<Mutex<Vec<Received>>>,
    refused: mpsc::UnboundedSender<()>,
}

impl Conversation {
    async fn hold(&self, stream: TcpStream) -> std::io::Result<()> {
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        writer.write_all(b"220 relay.test\r\n").await?;
        let mut recipients = Vec::new();
        while let Some(line) = lines.next_line().await? {
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            let answer = match verb.as_str() {
                "EHLO" => "250 relay.test",
                "MAIL" if self.refuses() => {
                    writer.write_all(b"451 later, ada@example.fr\r\n").await?;
                    let _ = self.refused.send(());
                    continue;
                }
                "RCPT" => {
                    recipients.push(line[4..].to_owned());
                    "250 ok"
                }
                "DATA" => {
                    writer.write_all(b"354 go on\r\n").await?;
                    let mut data = String::new();
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        data.push_str(&line);
                        data.push('\n');
                    }
                    let recipients = std::mem::take(&mut recipients);
                    self.kept
                        .lock()
                        .expect("no test panics while it holds this")
                        .push(Received { recipients, data });
                    "250 kept"
                }
                "QUIT" => {
                    writer.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                _ => "250 ok",
            };
            writer.write_all(answer.as_bytes()).await?;
            writer.write_all(b"\r\n").await?;
        }
        Ok(())
    }

    fn refuses(&self) -> bool {
        let mut mood = self
            .mood
            .lock()
            .expect("no test panics while it holds this");
        match *mood {
            Mood::Accepts | Mood::Refuses(0) => false,
            Mood::Refuses(times) => {
                *mood = Mood::Refuses(times - 1);
                true
            }
        }
    }
}
