//! How keys are written: Bech32 (BIP 173), in which a mistyped letter is noticed.

const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
const CHECKSUM: usize = 6;

pub(super) fn encode(kind: &str, bytes: &[u8; 32]) -> String {
    let mut values = regrouped(bytes, 8, 5, true).unwrap_or_default();
    let sum = checksum(kind, &[values.as_slice(), &[0; CHECKSUM]].concat()) ^ 1;
    values.extend((0..6).map(|n| u8::try_from((sum >> (5 * (5 - n))) & 31).unwrap_or_default()));
    let letters = values.iter().filter_map(|value| LETTERS.get(usize::from(*value)).map(|letter| char::from(*letter)));
    format!("{kind}1{}", letters.collect::<String>())
}

pub(super) fn decode(kind: &str, text: &str) -> Option<[u8; 32]> {
    let letters = text.strip_prefix(kind)?.strip_prefix('1')?;
    let place = |letter: u8| LETTERS.iter().position(|known| *known == letter).and_then(|place| u8::try_from(place).ok());
    let values: Vec<u8> = letters.bytes().map(place).collect::<Option<_>>()?;
    if checksum(kind, &values) != 1 {
        return None;
    }
    let content = values.get(..values.len().checked_sub(CHECKSUM)?)?;
    regrouped(content, 5, 8, false)?.try_into().ok()
}

fn checksum(kind: &str, values: &[u8]) -> u32 {
    let high = kind.bytes().map(|byte| byte >> 5);
    let low = kind.bytes().map(|byte| byte & 31);
    high.chain([0]).chain(low).chain(values.iter().copied()).fold(1, |sum, value| {
        let top = sum >> 25;
        let next = (sum & 0x01ff_ffff) << 5 ^ u32::from(value);
        GENERATORS.iter().enumerate().fold(next, |next, (n, generator)| if (top >> n) & 1 == 1 { next ^ generator } else { next })
    })
}

/// The same bits in groups of another size. What is left over is filled up with zeros, or must be zeros.
fn regrouped(values: &[u8], from: u32, to: u32, fill: bool) -> Option<Vec<u8>> {
    let (mut held, mut bits, mut out) = (0_u32, 0, Vec::new());
    for value in values {
        held = (held << from | u32::from(*value)) & 0xffff;
        bits += from;
        while bits >= to {
            bits -= to;
            out.push(u8::try_from((held >> bits) & ((1 << to) - 1)).ok()?);
        }
    }
    let rest = held & ((1 << bits) - 1);
    if fill && bits > 0 {
        out.push(u8::try_from(rest << (to - bits)).ok()?);
    } else if !fill && (bits >= from || rest != 0) {
        return None;
    }
    Some(out)
}
