#include "scenario/source/sha256.hpp"

// In the place of sha256.cpp in a page: nothing there is named by its digest, and OpenSSL would be larger than the engine.
namespace eldercast {

void Sha256::Free::operator()(evp_md_ctx_st* /*context*/) const {}

Sha256::Sha256() = default;

void Sha256::update(std::string_view /*bytes*/) {}

std::string Sha256::finish() { return {}; }

std::string sha256(std::string_view /*bytes*/) { return {}; }

}  // namespace eldercast
