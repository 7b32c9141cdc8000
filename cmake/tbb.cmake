# oneTBB, target TBB::tbb: that of the system. The thread sanitizer needs one that is built with it, or it takes every step from one thread to
# another for a race: script/bootstrap --sanitizers makes it from the distribution's source package (docs/develop/decisions/0008-one-arena.md).
if(ELDERCAST_SANITIZE STREQUAL "thread")
  list(APPEND CMAKE_INSTALL_RPATH ${PROJECT_SOURCE_DIR}/build/tbb-tsan/lib)
  set(TBB_DIR ${PROJECT_SOURCE_DIR}/build/tbb-tsan/lib/cmake/TBB CACHE PATH "oneTBB built with the thread sanitizer" FORCE)
  if(NOT EXISTS ${TBB_DIR}/TBBConfig.cmake)
    message(FATAL_ERROR "The thread sanitizer needs a oneTBB that is built with it: run script/bootstrap --sanitizers")
  endif()
endif()
find_package(TBB 2021.8 REQUIRED COMPONENTS tbb)
