// Parameters of one statement, in Postgres's text form.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace gainful::db {

class Params {
 public:
  Params() = default;
  Params(const Params&) = delete;  // pointers_ points into texts_
  Params& operator=(const Params&) = delete;
  Params(Params&&) = default;  // a moved deque keeps its elements where they are
  Params& operator=(Params&&) = default;

  // The text must hold no NUL byte: libpq would end it there. Requests with one were refused before (base::CheckFields).
  Params& Text(std::string text) {
    texts_.push_back(std::move(text));
    pointers_.push_back(texts_.back().c_str());
    return *this;
  }
  Params& Null() {
    pointers_.push_back(nullptr);
    return *this;
  }
  Params& Int(long long number) { return Text(std::to_string(number)); }
  Params& Bytes(absl::string_view bytes) { return Text(absl::StrCat("\\x", absl::BytesToHexString(bytes))); }

  const std::vector<const char*>& pointers() const { return pointers_; }
  size_t size() const { return pointers_.size(); }

 private:
  std::deque<std::string> texts_;
  std::vector<const char*> pointers_;
};

// Builds the text of a one-dimensional array, quoting every element.
class ArrayText {
 public:
  void Add(absl::string_view element);
  void AddNull() { out_ += out_.size() > 1 ? ",NULL" : "NULL"; }
  std::string Finish() { return out_ + "}"; }

 private:
  std::string out_ = "{";
};

// The elements of an array's text. Postgres made it, so it is well formed; an element that is NULL becomes empty text.
std::vector<std::string> ParseArray(absl::string_view text);

}  // namespace gainful::db
