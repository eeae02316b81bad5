// What jobs share between runs on the worker thread: loaded networks (kept while memory allows). Built-in
// engines need nothing from it.
#pragma once

namespace tintype::edits {

class Runtime {
public:
    Runtime();
    ~Runtime();
    // Forgets everything that was loaded.
    void release();
};

}  // namespace tintype::edits
