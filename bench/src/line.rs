//! A connection that asks over and over, as lean as can be: the load shares the machine with the
//! server, and is not to be what is measured.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// One connection, kept open, over which whole requests go and whole answers come.
pub struct Line {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl Line {
    pub async fn open(server: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, heard: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads its answer to the end. Returns the status and the body's length.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<(u16, usize)> {
        self.stream.write_all(request).await?;
        self.heard.clear();
        let head = loop {
            if let Some(end) = self.heard.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end + 4;
            }
            self.read_on().await?;
        };
        let (status, length) = read(&self.heard[..head]).ok_or(io::ErrorKind::InvalidData)?;
        while self.heard.len() < head + length {
            self.read_on().await?;
        }
        Ok((status, length))
    }

    async fn read_on(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.heard).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// The status of an answer, and how long its body is. Chunks aren't known here: none are sent.
fn read(head: &[u8]) -> Option<(u16, usize)> {
    let head = std::str::from_utf8(head).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let length = lines.filter_map(|line| line.split_once(": ")).find_map(|(name, value)| {
        name.eq_ignore_ascii_case("content-length").then(|| value.parse().ok())?
    });
    Some((status, length.unwrap_or(0)))
}

/// A request as it goes over the wire, from somebody who understands what every browser does.
pub fn request(method: &str, path: &str, token: &str, json: &str) -> Vec<u8> {
    let body = if json.is_empty() {
        String::new()
    } else {
        format!("Content-Type: application/json\r\nContent-Length: {}\r\n", json.len())
    };
    format!(
        "{method} {path} HTTP/1.1\r\nHost: campfire.test\r\nAuthorization: Bearer {token}\r\n\
         Accept-Encoding: gzip\r\n{body}\r\n{json}"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_an_answer_says_how_long_the_rest_is() {
        let head = b"HTTP/1.1 201 Created\r\ncontent-type: text/html\r\nContent-Length: 17\r\n\r\n";

        assert_eq!(read(head), Some((201, 17)));
        assert_eq!(read(b"HTTP/1.1 304 Not Modified\r\n\r\n"), Some((304, 0)));
    }
}
