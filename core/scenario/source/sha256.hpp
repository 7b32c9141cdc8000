#pragma once
/// SHA-256 (FIPS 180-4), to name a scenario by its content.
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // EVP_MD_CTX of OpenSSL

namespace eldercast {

class Sha256 {
 public:
  Sha256();

  /// Adds bytes to the message.
  void update(std::string_view bytes);
  /// The digest as 64 lower-case hexadecimal digits. Ends the message: call once.
  [[nodiscard]] std::string finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// Digest of one text.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace eldercast
