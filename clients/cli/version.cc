#include "clients/cli/version.h"

namespace gainful::cli {

const char* Version() { return GAINFUL_VERSION; }

}  // namespace gainful::cli
