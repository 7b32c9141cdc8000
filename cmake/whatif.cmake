# The engine of a page (preset whatif): model, engine, scenario reader and shipped rules as WebAssembly, and nothing else of this project.
#
# Libraries of headers alone are those of the system, each through a link of its own: the whole of /usr/include would give the compiler the C
# library of the wrong machine. OpenSSL, oneTBB, Lua and utf8proc are not in it: see cmake/platform.cmake.
set(headers ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${headers})
foreach(library boost fmt lemon Random123 toml++)
  if(NOT EXISTS /usr/include/${library})
    message(FATAL_ERROR "There are no headers /usr/include/${library}: run script/bootstrap --whatif")
  endif()
  file(CREATE_LINK /usr/include/${library} ${headers}/${library} SYMBOLIC)
endforeach()
set(RANDOM123_INCLUDE ${headers})
set(LEMON_INCLUDE ${headers})

# SIMD and exceptions of the machine itself: all current browsers have them.
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
add_compile_options(-msimd128 -fwasm-exceptions)
add_link_options(-fwasm-exceptions)

foreach(library Boost::headers TBB::tbb Threads::Threads OpenSSL::Crypto tomlplusplus::tomlplusplus fmt::fmt)
  add_library(${library} INTERFACE IMPORTED)
  target_include_directories(${library} SYSTEM INTERFACE ${headers})
endforeach()
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY)

add_library(eldercast_api INTERFACE)
add_library(eldercast::api ALIAS eldercast_api)
target_include_directories(eldercast_api INTERFACE ${PROJECT_SOURCE_DIR}/core)
target_compile_features(eldercast_api INTERFACE cxx_std_20)
foreach(folder text files model engine scenario)
  add_subdirectory(core/${folder})
endforeach()
add_subdirectory(plugins)
add_subdirectory(core/whatif/engine)
