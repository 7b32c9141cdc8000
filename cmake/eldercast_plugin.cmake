# eldercast_add_plugin(KIND funding ID my_rule SOURCES plugin.cpp ...)
#
# Builds the rule <kind>/<id> as <build>/plugins/<kind>_<id>.so, the file name that the program looks for. Works inside this project and,
# after find_package(eldercast), in any other. The target is plugin_<kind>_<id>; `cmake --install` puts the file where an installed program
# finds it.
function(eldercast_add_plugin)
  cmake_parse_arguments(PARSE_ARGV 0 plugin "" "KIND;ID" "SOURCES")
  if(plugin_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "eldercast_add_plugin: unknown arguments: ${plugin_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT plugin_KIND MATCHES "^(funding|staffing|medical)$")
    message(FATAL_ERROR "eldercast_add_plugin: KIND is '${plugin_KIND}'; it must be funding, staffing or medical")
  endif()
  if(NOT plugin_ID MATCHES "^[a-z][a-z0-9_]*$" OR plugin_ID MATCHES "__")
    message(FATAL_ERROR "eldercast_add_plugin: ID is '${plugin_ID}'; it must be lower snake case with single underscores")
  endif()
  if(NOT plugin_SOURCES)
    message(FATAL_ERROR "eldercast_add_plugin: no SOURCES for ${plugin_KIND}/${plugin_ID}")
  endif()

  set(target plugin_${plugin_KIND}_${plugin_ID})
  # Inside of this project the engine of a page has its rules built in.
  if(ELDERCAST_IN_PAGE)
    add_library(${target} OBJECT ${plugin_SOURCES})
    target_link_libraries(${target} PRIVATE eldercast::api eldercast_flags)
    set_property(GLOBAL APPEND PROPERTY ELDERCAST_PLUGIN_TARGETS ${target})
    set_property(GLOBAL APPEND PROPERTY ELDERCAST_BUILT_IN "${plugin_KIND}, ${plugin_ID}")
    return()
  endif()
  add_library(${target} MODULE ${plugin_SOURCES})
  target_link_libraries(${target} PRIVATE eldercast::api)
  if(TARGET eldercast_flags)
    target_link_libraries(${target} PRIVATE eldercast_flags)
  endif()
  # A contracted multiply-add would make results depend on the compiler.
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  set_target_properties(${target} PROPERTIES
    PREFIX ""
    OUTPUT_NAME ${plugin_KIND}_${plugin_ID}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins
    CXX_STANDARD_REQUIRED ON
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON)
  install(TARGETS ${target} LIBRARY DESTINATION lib/eldercast/plugins COMPONENT eldercast_plugins)
  set_property(GLOBAL APPEND PROPERTY ELDERCAST_PLUGIN_TARGETS ${target})
endfunction()
