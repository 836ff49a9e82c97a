//! Noted compensations as version 1 of saved runs has them: handlers by element alone, activities without their instance.
//!
//! They stand deep inside states and events, whose bytes do not tell their layout. So a body of version 1 is read by a
//! deserializer that hands on whatever another one reads, and adds to two types what their bytes do not have. The types
//! themselves know one layout only, the present one. Bodies of every version are read by it, told which one: two readers
//! of all that a run holds would be twice the code in a module that every visitor of the page downloads.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Reads something in the first layout, or in the present one.
///
/// # Errors
/// Those of the deserializer that reads the bytes.
pub(super) fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    first: bool,
) -> Result<T, D::Error> {
    T::deserialize(Layout { inner: deserializer, first })
}

/// How many fields version 1 has of a type that has one more today, the last but none or one of them.
fn fields(name: &str) -> Option<usize> {
    match name {
        "Compensable" => Some(2), // Its element and its handlers, without its instance.
        "Handler" => Some(1),     // Its element, without the inside of a sub-process that undoes itself.
        _ => None,
    }
}

/// The place of the field that both types lack.
const LACKING: usize = 1;

/// Hands on what `inner` reads, so that whatever stands inside is read in the same layout.
struct Layout<T> {
    inner: T,
    first: bool,
}

/// Forwards what holds nothing of the two types.
macro_rules! as_it_is {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
                self.inner.$method(visitor)
            }
        )*
    };
}

/// Forwards what may hold one of them.
macro_rules! looking_inside {
    ($($method:ident($($argument:ident: $of:ty),*))*) => {
        $(
            fn $method<V: Visitor<'de>>(self, $($argument: $of,)* visitor: V) -> Result<V::Value, Self::Error> {
                self.inner.$method($($argument,)* Layout { inner: visitor, first: self.first })
            }
        )*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Layout<D> {
    type Error = D::Error;

    as_it_is! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_ignored_any
    }

    looking_inside! {
        deserialize_any()
        deserialize_option()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_seq()
        deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_map()
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match fields(name).filter(|_| self.first) {
            Some(known) => self.inner.deserialize_tuple(known, Short(visitor)),
            None => self.inner.deserialize_struct(name, names, Layout { inner: visitor, first: self.first }),
        }
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Layout<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(formatter)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        self.inner.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.inner.visit_some(Layout { inner: deserializer, first: self.first })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.inner.visit_newtype_struct(Layout { inner: deserializer, first: self.first })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.inner.visit_seq(Layout { inner: items, first: self.first })
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        self.inner.visit_map(Layout { inner: entries, first: self.first })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, choice: A) -> Result<Self::Value, A::Error> {
        self.inner.visit_enum(Layout { inner: choice, first: self.first })
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Layout<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.inner.deserialize(Layout { inner: deserializer, first: self.first })
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Layout<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Self::Error> {
        self.inner.next_element_seed(Layout { inner: seed, first: self.first })
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Layout<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Self::Error> {
        self.inner.next_key_seed(Layout { inner: seed, first: self.first })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Self::Error> {
        self.inner.next_value_seed(Layout { inner: seed, first: self.first })
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Layout<A> {
    type Error = A::Error;
    type Variant = Layout<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), Self::Error> {
        let first = self.first;
        let (variant, content) = self.inner.variant_seed(Layout { inner: seed, first })?;
        Ok((variant, Layout { inner: content, first }))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Layout<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), Self::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Self::Error> {
        self.inner.newtype_variant_seed(Layout { inner: seed, first: self.first })
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Self::Error> {
        self.inner.tuple_variant(length, Layout { inner: visitor, first: self.first })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.inner.struct_variant(names, Layout { inner: visitor, first: self.first })
    }
}

/// Reads one of the two types.
struct Short<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Short<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, fields: A) -> Result<Self::Value, A::Error> {
        self.0.visit_seq(Completed { fields: Layout { inner: fields, first: true }, given: 0 })
    }
}

/// The fields that are there, and the lacking one in its place.
struct Completed<A> {
    fields: Layout<A>,
    given: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Completed<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Self::Error> {
        self.given += 1;
        if self.given == LACKING + 1 {
            return seed.deserialize(Unknown(std::marker::PhantomData)).map(Some);
        }
        self.fields.next_element_seed(seed)
    }
}

/// What nobody noted: nothing where a value is optional; else the number 0, which no instance has, so that an activity
/// counts as completed.
struct Unknown<E>(std::marker::PhantomData<E>);

impl<'de, E: serde::de::Error> Deserializer<'de> for Unknown<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_u32(0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
