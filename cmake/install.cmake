# What plugin authors need: headers, the CMake package and the shipped rules. Components: eldercast_sdk and eldercast_plugins.
include(CMakePackageConfigHelpers)

# The program looks for rules beside itself in <prefix>/lib/eldercast/plugins, whatever the distribution calls its library folder.
set(ELDERCAST_INSTALL_PLUGINS lib/eldercast/plugins)
set(ELDERCAST_INSTALL_PROGRAM ${CMAKE_INSTALL_BINDIR}/eldercast)
set(ELDERCAST_INSTALL_CMAKE lib/cmake/eldercast)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/api DESTINATION include/eldercast COMPONENT eldercast_sdk FILES_MATCHING PATTERN "*.hpp")
set_target_properties(eldercast_api PROPERTIES EXPORT_NAME api)
install(TARGETS eldercast_api EXPORT eldercastTargets)
install(EXPORT eldercastTargets NAMESPACE eldercast:: DESTINATION ${ELDERCAST_INSTALL_CMAKE} COMPONENT eldercast_sdk)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/eldercastConfig.cmake.in ${PROJECT_BINARY_DIR}/eldercastConfig.cmake
  INSTALL_DESTINATION ${ELDERCAST_INSTALL_CMAKE} PATH_VARS ELDERCAST_INSTALL_PLUGINS ELDERCAST_INSTALL_PROGRAM)
# Before 1.0 a minor version may change the plugin interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/eldercastConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/eldercastConfig.cmake ${PROJECT_BINARY_DIR}/eldercastConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/eldercast_plugin.cmake
  DESTINATION ${ELDERCAST_INSTALL_CMAKE} COMPONENT eldercast_sdk)

# The program itself and the shipped scenarios.
install(TARGETS eldercast RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT eldercast_program)
install(FILES ${PROJECT_BINARY_DIR}/eldercast.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT eldercast_program OPTIONAL)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios DESTINATION share/eldercast COMPONENT eldercast_program)

# The engine that pages of `eldercast whatif` carry, where it was built (preset whatif); the program works without.
install(FILES ${PROJECT_SOURCE_DIR}/build/whatif/bin/whatif.js ${PROJECT_SOURCE_DIR}/build/whatif/bin/whatif.wasm
  DESTINATION share/eldercast/whatif PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ COMPONENT eldercast_program OPTIONAL)

# Shells look for completions where these folders are; bash and zsh find a command's by its name.
foreach(shell bash zsh fish)
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/completion/${shell}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/completion
    COMMAND eldercast completion ${shell} > ${PROJECT_BINARY_DIR}/completion/${shell}
    DEPENDS eldercast VERBATIM COMMENT "Writing the completions of ${shell}")
  list(APPEND completions ${PROJECT_BINARY_DIR}/completion/${shell})
endforeach()
add_custom_target(eldercast_completions ALL DEPENDS ${completions})
install(FILES ${PROJECT_BINARY_DIR}/completion/bash DESTINATION share/bash-completion/completions RENAME eldercast COMPONENT eldercast_program OPTIONAL)
install(FILES ${PROJECT_BINARY_DIR}/completion/zsh DESTINATION share/zsh/vendor-completions RENAME _eldercast COMPONENT eldercast_program OPTIONAL)
install(FILES ${PROJECT_BINARY_DIR}/completion/fish DESTINATION share/fish/vendor_completions.d RENAME eldercast.fish COMPONENT eldercast_program OPTIONAL)

# Documents: how to start, what changed, how the model works, and each rule's page.
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/README.zh.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/SECURITY.md
  ${PROJECT_SOURCE_DIR}/CITATION.cff DESTINATION share/doc/eldercast COMPONENT eldercast_program)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/eldercast RENAME copyright COMPONENT eldercast_program)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION share/doc/eldercast COMPONENT eldercast_program)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/plugins DESTINATION share/doc/eldercast COMPONENT eldercast_plugins
  FILES_MATCHING PATTERN "*.md" PATTERN "example.toml" PATTERN "*.lua")
# What the author of a rule needs where nothing but the headers is installed.
install(FILES ${PROJECT_SOURCE_DIR}/docs/howto/plugins.md DESTINATION share/doc/eldercast COMPONENT eldercast_sdk)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/howto/rules DESTINATION share/doc/eldercast COMPONENT eldercast_sdk)
