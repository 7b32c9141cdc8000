#pragma once
/// Catch2 in its second version (Debian 12) or its third: what the tests use of it, under one name in both.
#include <string>

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>

using Catch::Approx;

/// Matches a text that holds `part`.
inline Catch::Matchers::StringContainsMatcher contains_text(const std::string& part) { return Catch::Matchers::ContainsSubstring(part); }
#else
#include <catch2/catch.hpp>

/// Matches a text that holds `part`.
inline auto contains_text(const std::string& part) { return Catch::Matchers::Contains(part); }
#endif
