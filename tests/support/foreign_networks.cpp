// A part for networks that was built for another program: its table may not be used, and says so when it is.
#include <cstdlib>

#include "core/pipelines/pipelines.h"

#ifdef FOREIGN_BUILD
extern "C" const tintype::pipelines::Pipelines* tintype_pipelines() {
    static tintype::pipelines::Pipelines table{};
    table.build = FOREIGN_BUILD;
    table.makeNetworks = []() -> std::shared_ptr<tintype::pipelines::Networks> { std::abort(); };
    return &table;
}
#endif
