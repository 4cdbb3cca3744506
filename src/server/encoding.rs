//! Content codings. The service encodes each body itself, so that every representation has a strong tag of its own.

use std::io::{self, Write};

/// Bodies below this many bytes are sent as they are.
const WORTH_IT: usize = 512;

/// A content coding (RFC 9110, section 8.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// As it is.
    Identity,
    /// Brotli.
    Brotli,
    /// Zstandard.
    Zstd,
    /// Gzip.
    Gzip,
}

impl Coding {
    /// The name in headers; `None` for identity.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Brotli => Some("br"),
            Self::Zstd => Some("zstd"),
            Self::Gzip => Some("gzip"),
        }
    }

    /// The best coding that an `Accept-Encoding` header accepts for a body of this length.
    ///
    /// Where even identity is refused and nothing else fits, identity is sent all the same, as RFC 9110 allows.
    pub(super) fn choose(accept: &str, length: usize) -> Self {
        if length < WORTH_IT {
            return Self::Identity;
        }
        let weight_of = |name: &str| {
            let mut any = None;
            for part in accept.split(',') {
                let mut pieces = part.split(';').map(str::trim);
                let coding = pieces.next().unwrap_or_default();
                let weight =
                    pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok());
                if coding.eq_ignore_ascii_case(name) {
                    return weight.unwrap_or(0.0);
                }
                if coding == "*" {
                    any = weight;
                }
            }
            any.unwrap_or(0.0)
        };
        let mut best = (0.0, Self::Identity);
        for coding in [Self::Brotli, Self::Zstd, Self::Gzip] {
            let weight = coding.name().map_or(0.0, weight_of);
            if weight > best.0 {
                best = (weight, coding);
            }
        }
        best.1
    }

    /// The body in this coding. Equal bodies give equal bytes.
    pub(super) fn encode(self, body: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(body.to_vec()),
            Self::Brotli => {
                let mut writer = brotli::CompressorWriter::new(Vec::new(), 32 * 1024, 4, 20);
                writer.write_all(body)?;
                writer.flush()?;
                Ok(writer.into_inner())
            }
            Self::Zstd => zstd::bulk::compress(body, 3),
            Self::Gzip => {
                let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
                writer.write_all(body)?;
                writer.finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_by_weight_then_by_size() {
        let cases = [
            ("", Coding::Identity),
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip;q=1.0, br;q=0.5", Coding::Gzip),
            ("zstd", Coding::Zstd),
            ("*", Coding::Brotli),
            ("br;q=0, *;q=0.1", Coding::Zstd),
            ("identity;q=0", Coding::Identity),
            ("br;q=nonsense", Coding::Identity),
            ("BR", Coding::Brotli),
        ];
        for (accept, expected) in cases {
            assert_eq!(Coding::choose(accept, 10_000), expected, "for {accept:?}");
        }
        assert_eq!(Coding::choose("br", 100), Coding::Identity);
    }
}
