#include "services/common/auth/strict.h"

#include <gtest/gtest.h>

#include <string>

namespace gainful::auth {
namespace {

std::string Nested(int depth, const std::string& open, const std::string& close) {
  std::string text = "{\"a\":";
  for (int i = 1; i < depth; ++i) text += open;
  text += "1";
  for (int i = 1; i < depth; ++i) text += close;
  return text + "}";
}

TEST(ParseObject, TakesOneObject) {
  const auto object = ParseObject(" {\"a\": [1, {\"b\": null}], \"c\": \"\\u00e4\"} \n");
  ASSERT_TRUE(object.has_value());
  EXPECT_EQ((*object)["a"][0], 1);
  EXPECT_EQ((*object)["c"], "\xc3\xa4");
}

TEST(ParseObject, RefusesWhatIsNoSingleObject) {
  for (const char* text : {"",
                           " ",
                           "1",
                           "null",
                           "\"a\"",
                           "[]",
                           "[{}]",
                           "{} {}",
                           "{}x",
                           "{",
                           "}",
                           "{\"a\":}",
                           "{'a':1}",
                           "{\"a\":1,}",
                           "{\"a\":01}",
                           "{\"a\":NaN}",
                           "{\"a\":Infinity}",
                           "{\"a\":1e999}",
                           "{/* */}",
                           "{\"a\" 1}"}) {
    EXPECT_FALSE(ParseObject(text).has_value()) << text;
  }
}

TEST(ParseObject, RefusesANameHeldTwice) {
  EXPECT_FALSE(ParseObject("{\"a\":1,\"a\":1}").has_value());
  EXPECT_FALSE(ParseObject("{\"a\":1,\"\\u0061\":2}").has_value()) << "the same name, written in another way";
  EXPECT_FALSE(ParseObject("{\"x\":[{\"a\":1,\"b\":2,\"a\":3}]}").has_value());
  EXPECT_TRUE(ParseObject("{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}").has_value())
      << "in different objects";
}

TEST(ParseObject, RefusesDeepNesting) {
  EXPECT_TRUE(ParseObject(Nested(16, "[", "]")).has_value());
  EXPECT_FALSE(ParseObject(Nested(17, "[", "]")).has_value());
  EXPECT_TRUE(ParseObject(Nested(16, "{\"a\":", "}")).has_value());
  EXPECT_FALSE(ParseObject(Nested(17, "{\"a\":", "}")).has_value());
  EXPECT_FALSE(ParseObject(Nested(100000, "[", "]")).has_value());
  EXPECT_FALSE(ParseObject("{\"a\":" + std::string(100000, '[')).has_value());
}

TEST(ParseObject, RefusesNulBytesAndBadUtf8) {
  EXPECT_FALSE(ParseObject(std::string("{}\0{}", 5)).has_value());
  EXPECT_FALSE(ParseObject(std::string("{}\0", 3)).has_value());
  EXPECT_FALSE(ParseObject(std::string("{\"a\":\"\0\"}", 9)).has_value());
  EXPECT_FALSE(ParseObject("{\"a\":\"\xff\"}").has_value());
  EXPECT_FALSE(ParseObject("{\"a\":\"\xc0\x80\"}").has_value()) << "overlong";
  EXPECT_FALSE(ParseObject("{\"a\":\"\xed\xa0\x80\"}").has_value()) << "a surrogate";
  EXPECT_FALSE(ParseObject("{\"a\":\"\\ud800\"}").has_value()) << "half a pair";
  EXPECT_FALSE(ParseObject("{\"a\":\"\xc3\"}").has_value()) << "cut short";
  EXPECT_FALSE(ParseObject("{\"a\":\"\n\"}").has_value()) << "a raw control";
}

TEST(FindString, FindsTextsOnly) {
  const auto object = ParseObject("{\"a\":\"x\",\"b\":1}").value();
  ASSERT_NE(FindString(object, "a"), nullptr);
  EXPECT_EQ(*FindString(object, "a"), "x");
  EXPECT_EQ(FindString(object, "b"), nullptr);
  EXPECT_EQ(FindString(object, "c"), nullptr);
  EXPECT_EQ(FindString(nlohmann::json::array(), "a"), nullptr);
}

TEST(Base64Url, GoesThereAndBack) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(DecodeBase64Url(EncodeBase64Url(bytes)), bytes);
    bytes.push_back(static_cast<char>(i));
  }
  EXPECT_EQ(EncodeBase64Url("\xfb\xff"), "-_8");
}

TEST(Base64Url, RefusesEveryOtherText) {
  for (const char* text :
       {"=", "QQ==", "QQ=", "Q", "QQ.", "QQ\n", " QQ", "Q Q", "QR", "-_9", "+/8", "QQ\xc3\xa4", "QUJ", "QUJDR"}) {
    EXPECT_FALSE(DecodeBase64Url(text).has_value()) << text;
  }
  EXPECT_FALSE(DecodeBase64Url(std::string("QQ\0", 3)).has_value());
  EXPECT_EQ(DecodeBase64Url(""), "");
}

}  // namespace
}  // namespace gainful::auth
