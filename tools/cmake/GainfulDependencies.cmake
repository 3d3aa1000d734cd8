# The libraries that Gainful stands on, all of them Debian packages (tools/packages lists those).
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(Boost REQUIRED)  # Boost.Math, which is headers only
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(CJOSE REQUIRED IMPORTED_TARGET cjose)

# google.type and google.rpc come out of Debian's Java package: nothing is vendored.
set(GAINFUL_GOOGLE_PROTOS ${CMAKE_BINARY_DIR}/google-protos)
if(NOT EXISTS ${GAINFUL_GOOGLE_PROTOS}/google/type/date.proto)
  file(GLOB jar /usr/share/java/proto-google-common-protos-*.jar)
  if(NOT jar)
    message(FATAL_ERROR "google.type protos not found: install the package libgoogle-common-protos-java")
  endif()
  list(GET jar 0 jar)
  file(ARCHIVE_EXTRACT INPUT ${jar} DESTINATION ${GAINFUL_GOOGLE_PROTOS}
       PATTERNS "google/type/date.proto" "google/rpc/*.proto")
endif()
