# The targets above tintype_nn: tintype_edits, tintype_engine, tintype_ui and the program.
find_package(PkgConfig REQUIRED)
find_package(OpenCV REQUIRED COMPONENTS core imgproc photo video objdetect)
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
find_package(TIFF REQUIRED)
pkg_check_modules(WEBP REQUIRED IMPORTED_TARGET libwebp libwebpmux libwebpdemux)
pkg_check_modules(LCMS REQUIRED IMPORTED_TARGET lcms2)
pkg_check_modules(EXIV2 REQUIRED IMPORTED_TARGET exiv2)
pkg_check_modules(AV REQUIRED IMPORTED_TARGET libavcodec libavformat libavutil libswscale)
pkg_check_modules(HEIF IMPORTED_TARGET libheif)
pkg_check_modules(JXL IMPORTED_TARGET libjxl libjxl_threads)
pkg_check_modules(XCB IMPORTED_TARGET xcb)

tintype_layer(tintype_edits FOLDERS core/image core/video core/builtin core/edits core/hardware
    EXCEPT "core/image/(image|mask_value|resample)\\.cpp$")
target_link_libraries(tintype_edits PUBLIC tintype_base tintype_models tintype_pixels PRIVATE opencv_core opencv_imgproc opencv_photo
    opencv_video opencv_objdetect JPEG::JPEG PNG::PNG TIFF::TIFF PkgConfig::WEBP PkgConfig::LCMS
    PkgConfig::EXIV2 PkgConfig::AV nlohmann_json::nlohmann_json ${CMAKE_DL_LIBS})
target_include_directories(tintype_edits SYSTEM PRIVATE ${OpenCV_INCLUDE_DIRS})
# The words of the offline translator, built in: the command line has no Qt resources.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS resources/chinese_words.txt resources/phrasebook.json)
file(READ ${PROJECT_SOURCE_DIR}/resources/chinese_words.txt TINTYPE_CHINESE_WORDS)
file(READ ${PROJECT_SOURCE_DIR}/resources/phrasebook.json TINTYPE_PHRASEBOOK)
configure_file(${PROJECT_SOURCE_DIR}/core/edits/embedded_words.cpp.in ${PROJECT_BINARY_DIR}/embedded_words.cpp @ONLY)
target_sources(tintype_edits PRIVATE ${PROJECT_BINARY_DIR}/embedded_words.cpp)
foreach(optional OPENCV_XPHOTO HEIF JXL)
    if(optional STREQUAL OPENCV_XPHOTO AND TARGET opencv_xphoto)
        target_link_libraries(tintype_edits PRIVATE opencv_xphoto)
        target_compile_definitions(tintype_edits PRIVATE TINTYPE_HAS_XPHOTO)
    elseif(TARGET PkgConfig::${optional})
        target_link_libraries(tintype_edits PRIVATE PkgConfig::${optional})
        target_compile_definitions(tintype_edits PRIVATE TINTYPE_HAS_${optional})
    endif()
endforeach()
include(GNUInstallDirs)
target_compile_definitions(tintype_edits PRIVATE TINTYPE_LIBDIR="${CMAKE_INSTALL_FULL_LIBDIR}/tintype"
    TINTYPE_CASCADES="/usr/share/opencv4/haarcascades:/usr/share/opencv/haarcascades:/usr/local/share/opencv4/haarcascades")

# The sample picture and the mask of its watermark, drawn at build time.
set(TINTYPE_SAMPLE ${PROJECT_BINARY_DIR}/sample/landscape.jpg ${PROJECT_BINARY_DIR}/sample/watermark_mask.png)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/sample)
add_library(tintype_sample STATIC resources/sample/landscape.cpp resources/sample/person.cpp
    resources/sample/sample_picture.cpp)
target_link_libraries(tintype_sample PUBLIC tintype_edits PRIVATE opencv_core opencv_imgproc)
target_include_directories(tintype_sample SYSTEM PRIVATE ${OpenCV_INCLUDE_DIRS})
add_executable(draw_sample resources/sample/draw_sample.cpp)
target_link_libraries(draw_sample PRIVATE tintype_sample)
add_custom_command(OUTPUT ${TINTYPE_SAMPLE} COMMAND draw_sample ${TINTYPE_SAMPLE} 1536 1024
    DEPENDS resources/sample/landscape.cpp resources/sample/person.cpp resources/sample/sample_picture.cpp
    COMMENT "Drawing the sample picture" VERBATIM)

# The Qt layers.
find_package(Qt6 6.2 REQUIRED COMPONENTS Core Gui Widgets Sql Network Svg DBus Test LinguistTools)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)

tintype_layer(tintype_engine FOLDERS core/engine core/document core/gallery)
target_link_libraries(tintype_engine PUBLIC tintype_edits Qt6::Core Qt6::Gui Qt6::Sql Qt6::Network
    PRIVATE nlohmann_json::nlohmann_json)
target_compile_definitions(tintype_engine PUBLIC QT_NO_KEYWORDS)

# Lets compilers turn the brush's comparisons of floats into vector minima and maxima.
set_source_files_properties(${PROJECT_SOURCE_DIR}/ui/canvas/brush.cpp PROPERTIES COMPILE_OPTIONS -fno-trapping-math)
tintype_layer(tintype_ui FOLDERS ui)
target_link_libraries(tintype_ui PUBLIC tintype_engine Qt6::Widgets Qt6::Svg PRIVATE Qt6::DBus)
if(TARGET PkgConfig::XCB)
    target_link_libraries(tintype_ui PUBLIC PkgConfig::XCB)
    target_compile_definitions(tintype_ui PUBLIC TINTYPE_HAS_XCB)
endif()
# Every icon and JSON file below resources/ is built in as :/icons/x.svg, :/x.json: no list to keep.
file(GLOB TINTYPE_RESOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/icons/*.svg
     ${PROJECT_SOURCE_DIR}/resources/*.json)
qt_add_resources(tintype_ui resources PREFIX / BASE ${PROJECT_SOURCE_DIR}/resources FILES ${TINTYPE_RESOURCES})
qt_add_resources(tintype_ui sample PREFIX /sample BASE ${PROJECT_BINARY_DIR}/sample
    FILES ${TINTYPE_SAMPLE})

# Translations: ":/translations/tintype_zh_CN.qm". `ninja update_translations` brings the .ts files up to date. The English
# one holds nothing but what changes with a number.
file(GLOB TINTYPE_TS CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/translations/*.ts)
set(TINTYPE_LUPDATE $<TARGET_FILE:Qt6::lupdate> -locations none -I ${PROJECT_SOURCE_DIR} -tr-function-alias QT_TRANSLATE_NOOP+=TINTYPE_NOOP
    ${PROJECT_SOURCE_DIR}/core ${PROJECT_SOURCE_DIR}/ui ${PROJECT_SOURCE_DIR}/app)
set(TINTYPE_ENGLISH ${PROJECT_SOURCE_DIR}/translations/tintype_en.ts)
set(TINTYPE_FOREIGN ${TINTYPE_TS})
list(REMOVE_ITEM TINTYPE_FOREIGN ${TINTYPE_ENGLISH})
add_custom_target(update_translations
    COMMAND ${TINTYPE_LUPDATE} -ts ${TINTYPE_FOREIGN}
    COMMAND ${TINTYPE_LUPDATE} -pluralonly -ts ${TINTYPE_ENGLISH} VERBATIM)
if(TINTYPE_TS)
    qt_add_lrelease(tintype_ui TS_FILES ${TINTYPE_TS} QM_FILES_OUTPUT_VARIABLE TINTYPE_QM)
    qt_add_resources(tintype_ui translations PREFIX /translations BASE ${PROJECT_BINARY_DIR} FILES ${TINTYPE_QM})
endif()

# The program, all but main(): tests link it too.
tintype_layer(tintype_app FOLDERS app)
get_target_property(app_sources tintype_app SOURCES)
list(FILTER app_sources EXCLUDE REGEX "/app/main\\.cpp$")
set_target_properties(tintype_app PROPERTIES SOURCES "${app_sources}")
find_package(CLI11 REQUIRED)
target_link_libraries(tintype_app PUBLIC tintype_ui CLI11::CLI11)

add_executable(tintype app/main.cpp)
target_link_libraries(tintype PRIVATE tintype_app)
add_dependencies(tintype tintype_networks)

install(TARGETS tintype RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS tintype_networks LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/tintype)
install(FILES packaging/tintype.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES packaging/completions/tintype.bash RENAME tintype
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES packaging/completions/_tintype DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES packaging/completions/tintype.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
