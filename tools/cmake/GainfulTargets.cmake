# How every target is built: C++17, warnings as errors, one precompiled header for each family of includes.
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_compile_options(-pthread)  # everywhere, else the precompiled headers do not fit
# GCC 12 takes braced temporaries in an argument list for uninitialised when it optimises.
add_compile_options($<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-maybe-uninitialized>)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

set(GAINFUL_SANITIZE "" CACHE STRING "Sanitizers to build with, such as address,undefined or thread")
if(GAINFUL_SANITIZE)
  add_compile_options(-fsanitize=${GAINFUL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GAINFUL_SANITIZE})
  # GCC takes the sanitizers' own temporaries for variables that nobody set (https://gcc.gnu.org/PR105562, std::regex). The ordinary build warns of real ones.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
endif()
option(GAINFUL_COVERAGE "Count which lines the tests reach" OFF)
if(GAINFUL_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

# The schema version that this source tree needs: the number of its newest migration.
file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/db/migrations/[0-9]*.sql)
list(SORT migrations)
list(GET migrations -1 newest)
get_filename_component(newest ${newest} NAME)
string(REGEX MATCH "^0*([0-9]+)_" _ ${newest})
set(GAINFUL_SCHEMA_VERSION ${CMAKE_MATCH_1})

# gainful_library(NAME SOURCES... DEPS targets...): a static library gainful_NAME, known as gainful::NAME.
# The precompiled header is taken from the target gainful_pch unless NO_PCH is given.
function(gainful_library name)
  cmake_parse_arguments(arg "NO_PCH" "" "SOURCES;DEPS" ${ARGN})
  add_library(gainful_${name} STATIC ${arg_SOURCES})
  add_library(gainful::${name} ALIAS gainful_${name})
  set_target_properties(gainful_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(gainful_${name} PUBLIC $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}>)
  target_compile_options(gainful_${name} PRIVATE -Wall -Wextra -Werror)
  target_link_libraries(gainful_${name} PUBLIC ${arg_DEPS})
  if(NOT arg_NO_PCH)
    target_precompile_headers(gainful_${name} REUSE_FROM gainful_pch)
  endif()
endfunction()

# gainful_binary(NAME SOURCES... DEPS targets... [TEST_ONLY]): an executable; installed unless TEST_ONLY.
function(gainful_binary name)
  cmake_parse_arguments(arg "TEST_ONLY" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(${name} PRIVATE -Wall -Wextra -Werror)
  target_link_libraries(${name} PRIVATE ${arg_DEPS})
  target_precompile_headers(${name} REUSE_FROM gainful_pch)
  if(NOT arg_TEST_ONLY)
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endfunction()

# gainful_embed(TARGET SYMBOL FILE): makes the bytes of FILE available as `extern const absl::string_view SYMBOL`,
# declared in the generated header "embedded/SYMBOL.h".
function(gainful_embed target symbol file)
  set(out ${CMAKE_BINARY_DIR}/embedded/${symbol})
  add_custom_command(
    OUTPUT ${out}.cc ${out}.h
    COMMAND ${CMAKE_COMMAND} -DIN=${file} -DOUT=${out} -DSYMBOL=${symbol} -P ${CMAKE_SOURCE_DIR}/tools/cmake/embed.cmake
    DEPENDS ${file} ${CMAKE_SOURCE_DIR}/tools/cmake/embed.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out}.cc ${out}.h)
  set_source_files_properties(${out}.cc PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
