# `cmake --build build/release --target package` makes eldercast_VERSION_ARCHITECTURE.deb: program, rules, scenarios, manual page, completions,
# headers for rules, documentation. What libraries it needs is read from its files.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME eldercast)
set(CPACK_PACKAGE_CONTACT "The eldercast developers <eldercast@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_STRIP_FILES ON)
# The same for everybody, whatever the umask of who builds it.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE "")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of a district's elderly-care plan")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Grows the population aged 60 and over town by town, opens facilities by a
 dated schedule, and lets rules decide money, staff and medical care, to
 predict coverage, bed shortfall and budget month by month.")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS openmpi-bin)
include(CPack)
