//! Choices that are the same on every machine: they come from a seed and nothing else.

/// `SplitMix64`: small, and the same on 32 and 64 bits.
pub(super) struct Pick(u64);

impl Pick {
    pub(super) fn new(seed: u32) -> Self {
        Self(u64::from(seed))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below the limit.
    pub(super) fn below(&mut self, limit: u32) -> u32 {
        let high = (self.next() >> 32) * u64::from(limit);
        u32::try_from(high >> 32).expect("32 bits shifted by 32 of a product of two 32-bit numbers")
    }

    pub(super) fn one_in(&mut self, count: u32) -> bool {
        self.below(count) == 0
    }

    pub(super) fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.index(list.len())]
    }

    pub(super) fn index(&mut self, length: usize) -> usize {
        let limit = u32::try_from(length).expect("the lists of the corpus are short");
        self.below(limit) as usize
    }

    pub(super) fn flag(&mut self) -> bool {
        self.one_in(2)
    }

    /// Known in three cases out of four.
    pub(super) fn answer(&mut self) -> Option<bool> {
        (!self.one_in(4)).then(|| self.flag())
    }

    pub(super) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("below ten")))
            .collect()
    }

    /// Any character there is.
    pub(super) fn character(&mut self) -> char {
        let limit = if self.flag() { 0x250 } else { 0x11_0000 };
        char::from_u32(self.below(limit)).unwrap_or('\u{fffd}')
    }

    /// The text with one slip of the finger: a character changed, added, lost, or two swapped.
    pub(super) fn slip(&mut self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let at = self.index(characters.len() + 1);
        let other = match self.below(3) {
            0 => self.character(),
            1 => char::from(b'0' + u8::try_from(self.below(10)).expect("below ten")),
            _ => self.of(&['A', 'B', 'z', ' ', '-', '\'', '.', '@', '0']),
        };
        match self.below(4) {
            0 if at < characters.len() => characters[at] = other,
            1 if at < characters.len() => drop(characters.remove(at)),
            2 if at + 1 < characters.len() => characters.swap(at, at + 1),
            _ => characters.insert(at, other),
        }
        characters.into_iter().collect()
    }
}
