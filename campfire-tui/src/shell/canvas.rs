//! The last step to the terminal: cells become bytes, and those that belong to a link say so (OSC 8).

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use ratatui::{
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
    style::Color,
};

use crate::link_mark::Links;

const END_OF_LINK: &str = "\x1b]8;;\x1b\\";

pub(super) struct Canvas<W: Write> {
    inner: CrosstermBackend<W>,
    /// Where the marks of this picture lead; filled in while it is drawn.
    links: Rc<RefCell<Links>>,
}

impl<W: Write> Canvas<W> {
    pub(super) fn new(writer: W) -> Self {
        Self { inner: CrosstermBackend::new(writer), links: Rc::default() }
    }

    pub(super) fn links(&self) -> Rc<RefCell<Links>> {
        Rc::clone(&self.links)
    }

    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)
    }
}

impl<W: Write> Backend for Canvas<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut cells: Vec<(u16, u16, Cell)> =
            content.map(|(x, y, cell)| (x, y, cell.clone())).collect();
        let marks: Vec<Color> = cells
            .iter_mut()
            // Underlines have no colour of their own: a mark is for us alone.
            .map(|(_, _, cell)| std::mem::replace(&mut cell.underline_color, Color::Reset))
            .collect();
        let mut rest = cells.as_slice();
        let mut marks = marks.as_slice();
        while let Some(mark) = marks.first() {
            let same = marks.iter().take_while(|it| *it == mark).count();
            let (stretch, after) = rest.split_at(same);
            let url = self.links.borrow().get(*mark).map(str::to_owned);
            if let Some(url) = &url {
                write!(self.inner, "\x1b]8;;{url}\x1b\\")?;
            }
            self.inner.draw(stretch.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
            if url.is_some() {
                self.write_all(END_OF_LINK.as_bytes())?;
            }
            (rest, marks) = (after, &marks[same..]);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Nobody needs it: each picture says where the cursor goes. To ask the terminal would be to
        // wait for an answer that may already have gone to whoever reads keys.
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}
