// Runs a fuzz target over every file of the directories given, and over mutations of each: all beginnings, single changed bytes, and
// pieces left out or doubled. The same ones every time, so a failure can be had again.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kMutations = 400;  // of each kind, spread over the input

void Try(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

void TryAround(const std::string& input) {
  Try(input);
  const std::size_t step = input.size() / kMutations + 1;
  for (std::size_t i = 0; i < input.size(); i += step) {
    Try(input.substr(0, i));
    for (const char c : {'\0', '"', '{', '[', '.', '9', '\xff'}) {
      std::string changed = input;
      changed[i] = c;
      Try(changed);
    }
    std::string shorter = input;
    Try(shorter.erase(i, 1 + i % 7));
    std::string longer = input;
    Try(longer.insert(i, input.substr(i / 2, 1 + i % 13)));
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::set<std::string> files;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) files.insert(entry.path().string());
  }
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    TryAround(std::string(std::istreambuf_iterator<char>(in), {}));
  }
  std::printf("%zu inputs and what lies around them\n", files.size());
  return files.empty() ? 1 : 0;  // a corpus that is not there tests nothing
}
