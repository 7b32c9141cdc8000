# Two programs are made of these sources: eldercast itself, and the engine of a page, which Emscripten builds (preset whatif). What differs between
# them stands behind one interface in two sources, never in one with conditions.
if(CMAKE_SYSTEM_NAME STREQUAL "Emscripten")
  set(ELDERCAST_IN_PAGE ON)
else()
  set(ELDERCAST_IN_PAGE OFF)
endif()

# eldercast_platform_sources(TARGET PROGRAM <source>... PAGE <source>...)
function(eldercast_platform_sources target)
  cmake_parse_arguments(PARSE_ARGV 1 of "" "" "PROGRAM;PAGE")
  if(ELDERCAST_IN_PAGE)
    target_sources(${target} PRIVATE ${of_PAGE})
  else()
    target_sources(${target} PRIVATE ${of_PROGRAM})
  endif()
endfunction()
