#include "services/common/db/params.h"

#include <gtest/gtest.h>

#include <climits>
#include <random>

namespace gainful::db {
namespace {

std::vector<std::string> Texts(const Params& params) {
  std::vector<std::string> texts;
  for (const char* p : params.pointers()) texts.emplace_back(p == nullptr ? "<null>" : p);
  return texts;
}

TEST(Params, AreKeptInOrderInTheirTextForms) {
  Params params;
  params.Text("a")
      .Null()
      .Int(-5)
      .Text("")
      .Bytes(absl::string_view("\0\x01\xff", 3))
      .Int(LLONG_MIN)
      .Int(LLONG_MAX)
      .Bytes("");
  EXPECT_EQ(Texts(params), (std::vector<std::string>{"a", "<null>", "-5", "", "\\x0001ff", "-9223372036854775808",
                                                     "9223372036854775807", "\\x"}));
  EXPECT_EQ(params.size(), 8u);
  EXPECT_EQ(Params().size(), 0u);
}

// Short texts live inside the string object itself, so a string that moved would leave its pointer behind.
TEST(Params, StayWhereTheyAreAsMoreAreAddedAndWhenMoved) {
  Params params;
  std::vector<std::string> wanted;
  for (int i = 0; i < 3000; ++i) {
    wanted.push_back(i % 2 == 0 ? std::to_string(i) : std::string(100, static_cast<char>('a' + i % 26)));
    params.Text(wanted.back());
  }
  EXPECT_EQ(Texts(params), wanted);
  const Params moved = std::move(params);
  EXPECT_EQ(Texts(moved), wanted);
  Params assigned;
  assigned.Text("overwritten");
  Params again;
  again.Text("short");
  assigned = std::move(again);
  EXPECT_EQ(Texts(assigned), std::vector<std::string>{"short"});
}

std::string Array(const std::vector<std::string>& elements) {
  ArrayText array;
  for (const auto& element : elements) array.Add(element);
  return array.Finish();
}

TEST(ArrayText, QuotesEveryElement) {
  EXPECT_EQ(Array({}), "{}");
  EXPECT_EQ(Array({""}), "{\"\"}");
  EXPECT_EQ(Array({"a", "b c", "NULL"}), "{\"a\",\"b c\",\"NULL\"}") << "quoted, the word is a text and not a null";
  EXPECT_EQ(Array({"a\"b", "a\\b", "{a,b}"}), "{\"a\\\"b\",\"a\\\\b\",\"{a,b}\"}");
  ArrayText array;
  array.AddNull();
  array.Add("a");
  array.AddNull();
  EXPECT_EQ(array.Finish(), "{NULL,\"a\",NULL}");
}

TEST(ParseArray, ReadsWhatPostgresPrints) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(ParseArray("{}"), Texts{});
  EXPECT_EQ(ParseArray("{\"\"}"), Texts{""});
  EXPECT_EQ(ParseArray("{a}"), Texts{"a"});
  EXPECT_EQ(ParseArray("{01,XX,NN}"), (Texts{"01", "XX", "NN"}));
  EXPECT_EQ(ParseArray("{a,\"b c\",\"\",d}"), (Texts{"a", "b c", "", "d"}));
  EXPECT_EQ(ParseArray("{\"a\\\"b\",\"a\\\\b\",\"{a,b}\",\"}\"}"), (Texts{"a\"b", "a\\b", "{a,b}", "}"}));
  EXPECT_EQ(ParseArray("{-9223372036854775808,9223372036854775807}"),
            (Texts{"-9223372036854775808", "9223372036854775807"}));
}

TEST(ParseArray, TakesANullForEmptyTextAndTheWordForItself) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(ParseArray("{NULL}"), Texts{""});
  EXPECT_EQ(ParseArray("{a,NULL,b}"), (Texts{"a", "", "b"}));
  EXPECT_EQ(ParseArray("{\"NULL\",NULL}"), (Texts{"NULL", ""}));
  EXPECT_EQ(ParseArray("{NULLS,\"null\"}"), (Texts{"NULLS", "null"}));
}

TEST(ParseArray, ReadsBackWhateverArrayTextWrote) {
  std::mt19937 random(42);
  // Bytes that mean something to the form come often.
  const std::string special = "\"\\{},N \n\t";
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::string> elements(random() % 6);
    for (auto& element : elements) {
      const size_t n = random() % 12;
      for (size_t i = 0; i < n; ++i) {
        element += random() % 2 == 0 ? special[random() % special.size()] : static_cast<char>(1 + random() % 255);
      }
    }
    ASSERT_EQ(ParseArray(Array(elements)), elements) << Array(elements);
  }
}

}  // namespace
}  // namespace gainful::db
