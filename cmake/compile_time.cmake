# What keeps a build short. Results do not depend on it.
option(ELDERCAST_FAST_BUILD "Compile the sources of a folder together, with precompiled headers" ON)

# GCC takes a source that is compiled with others for a header, and reports in precompiled headers of its own library what it is silent about
# in headers that it reads (GCC bug 105651 and its kin).
function(eldercast_no_false_alarms target)
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage$<SEMICOLON>-Wno-array-bounds$<SEMICOLON>-Wno-stringop-overflow>)
endfunction()

# eldercast_fast_build(TARGET [<header>...])
#
# The sources of a folder are compiled together, eight at a time, and the headers of the standard library that most of them include, with the
# given ones, are read once: most of a compiler's time went into reading and generating the same templates again and again. A source includes
# what it uses all the same, and a name in an anonymous namespace is used once in a folder; the presets dev, clang and fuzz compile each
# source alone and find a missing include.
function(eldercast_fast_build target)
  if(NOT ELDERCAST_FAST_BUILD)
    return()
  endif()
  set(together 8)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    get_filename_component(folder ${source} DIRECTORY)
    string(MAKE_C_IDENTIFIER "in_${folder}" folder)
    math(EXPR number "${count_${folder}} + 0")
    math(EXPR count_${folder} "${number} + 1")
    math(EXPR group "${number} / ${together}")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder}_${group})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  eldercast_no_false_alarms(${target})
  target_precompile_headers(${target} PRIVATE
    <algorithm> <array> <cmath> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string> <string_view> <utility> <variant>
    <vector>
    ${ARGN})
endfunction()

# eldercast_reads_and_tells(TARGET)
#
# The target reads files or tells numbers; the time of a run is spent in model, engine and plugins. Optimising it hard would take half of the
# build and save nobody a second.
function(eldercast_reads_and_tells target)
  target_compile_options(${target} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O1>)
endfunction()
