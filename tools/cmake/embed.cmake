# Writes OUT.cc and OUT.h, which hold the bytes of IN under the name SYMBOL. Used by gainful_embed.
file(READ ${IN} hex HEX)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT}.cc "#include \"embedded/${SYMBOL}.h\"\n
static const unsigned char bytes[] = {\n${bytes}0};
const absl::string_view ${SYMBOL}(reinterpret_cast<const char*>(bytes), sizeof(bytes) - 1);\n")
file(WRITE ${OUT}.h "#pragma once\n#include \"absl/strings/string_view.h\"\nextern const absl::string_view ${SYMBOL};\n")
