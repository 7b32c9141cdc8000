# Flags that every target of this project gets. Results must not depend on the compiler: no contraction of floating-point expressions, no
# fast-math, no -march; integers carry everything after set-up.
add_library(eldercast_flags INTERFACE)
target_compile_options(eldercast_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -ffp-contract=off -fno-fast-math)
# Nobody replaces a function of ours when a program is loaded, so that functions outside of headers may be inlined, too.
if(NOT ELDERCAST_IN_PAGE)
  target_compile_options(eldercast_flags INTERFACE -fno-semantic-interposition)
endif()
# GCC 12 sees an overlap in std::string's operator+ that is not there (GCC bug 105651).
target_compile_options(eldercast_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# GCC 13 and 14 take a reference into an object for one into a temporary that was handed to the function beside it (GCC bug 109642).
target_compile_options(eldercast_flags INTERFACE
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>)
# Scenarios, tables and results files may come from strangers: what a mistake in a reader could cost is kept small (docs/trust/security.md). Checks of
# libc need optimisation, and sanitizers bring their own.
if(NOT ELDERCAST_SANITIZE AND NOT ELDERCAST_FUZZERS AND NOT ELDERCAST_IN_PAGE)
  target_compile_options(eldercast_flags INTERFACE -fstack-protector-strong $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE$<SEMICOLON>-D_FORTIFY_SOURCE=2>)
endif()
target_compile_options(eldercast_flags INTERFACE $<$<CONFIG:Debug>:-D_GLIBCXX_ASSERTIONS>)
if(NOT ELDERCAST_IN_PAGE)
  target_link_options(eldercast_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
# For developers: another compiler's new warning is no reason why a user should get no program.
if(ELDERCAST_WARNINGS_AS_ERRORS)
  target_compile_options(eldercast_flags INTERFACE -Werror)
endif()
if(ELDERCAST_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
  # With these checks GCC 12 takes the comparison of two function addresses in a constant expression for one that is not constant.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fno-sanitize=null,returns-nonnull-attribute,nonnull-attribute>)
elseif(ELDERCAST_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
elseif(ELDERCAST_SANITIZE)
  message(FATAL_ERROR "ELDERCAST_SANITIZE is '${ELDERCAST_SANITIZE}'; it must be address, thread or empty")
endif()
if(ELDERCAST_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "the fuzzers need Clang's libFuzzer: use the preset 'fuzz'")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
endif()
