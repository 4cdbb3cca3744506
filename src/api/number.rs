//! Whole numbers within bounds as parameters. The bounds of each stand once, for the code and for the OpenAPI document.

/// Makes a parameter of a name, the type of its number, its bounds, the number where none is asked for if there is one, and what the document says of it.
macro_rules! whole_number {
    ($(#[$about:meta])* $name:ident($number:ty), $least:literal..=$greatest:literal, $(default $default:literal,)? $told:literal) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name(pub $number);

        impl $name {
            /// The least that can be asked for.
            pub const MIN: u32 = $least;
            /// The greatest that can be asked for.
            pub const MAX: u32 = $greatest;
            $(/// The number where none is asked for.
            pub const DEFAULT: $number = $default;

            /// The number that is asked for, or else the default.
            pub fn or_default(asked: Option<Self>) -> $number {
                asked.map_or(Self::DEFAULT, |asked| asked.0)
            })?
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = u32::deserialize(deserializer)?;
                if (Self::MIN..=Self::MAX).contains(&number) {
                    return number.try_into().map(Self).map_err(serde::de::Error::custom);
                }
                let detail = format!("{number} is out of range, expected {} to {}", Self::MIN, Self::MAX);
                Err(serde::de::Error::custom(detail))
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
                let schema = ObjectBuilder::new()
                    .schema_type(Type::Integer)
                    .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
                    .description(Some($told))
                    .minimum(Some(Self::MIN))
                    .maximum(Some(Self::MAX));
                $(let schema = schema.default(Some($default.into()));)?
                schema.into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

pub(crate) use whole_number;
