# libtorch out of an unpacked `torch` wheel, for the CPU: what find_package(Torch) gives, without its search for a CUDA
# toolkit. TINTYPE_TORCH_WHEEL is the folder that holds torch/ (and, beside it, the nvidia/ libraries it is linked to).
find_library(TINTYPE_TORCH_CPU torch_cpu PATHS ${TINTYPE_TORCH_WHEEL}/torch/lib NO_DEFAULT_PATH REQUIRED)
find_library(TINTYPE_C10 c10 PATHS ${TINTYPE_TORCH_WHEEL}/torch/lib NO_DEFAULT_PATH REQUIRED)
set(TORCH_INCLUDE_DIRS ${TINTYPE_TORCH_WHEEL}/torch/include ${TINTYPE_TORCH_WHEEL}/torch/include/torch/csrc/api/include)
set(TORCH_CXX_FLAGS "")
add_library(torch INTERFACE IMPORTED)
target_link_libraries(torch INTERFACE ${TINTYPE_TORCH_CPU} ${TINTYPE_C10})
target_include_directories(torch INTERFACE ${TORCH_INCLUDE_DIRS})
set(Torch_FOUND TRUE)
