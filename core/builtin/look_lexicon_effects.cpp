#include "core/builtin/look_lexicon.h"

namespace tintype::builtin {
namespace {

using namespace code;
using enum Effect;

constexpr LexiconRow kRows[] = {
    // Adjectives and nouns.
    {{kEffect, Exposure, 0.4},
     "brighter; bright; lighter; sunlit; lit; well lit; illuminated; 亮; 明亮; 更亮; 光亮"},
    {{kEffect, Exposure, -0.4}, "darker; dark; dimmer; dim; 暗; 黑暗; 更暗; 昏暗; 暗淡"},
    {{kEffect, Contrast, 0.4},
     "contrasty; pop; punchy; punchier; dramatic; crisp contrast; high contrast; 高对比; 高对比度; 戏剧性; "
     "戏剧化; 震撼"},
    {{kEffect, Contrast, -0.4}, "flat; flatter; low contrast; softer contrast; 低对比; 低对比度"},
    {{kEffect, Saturation, 0.4},
     "vivid; vibrant; saturated; colorful; colourful; more colorful; rich colours; rich colors; vivid "
     "colors; vivid colours; vibrant colors; vibrant colours; 鲜艳; 艳丽; 鲜明; 色彩鲜艳; 颜色鲜艳; "
     "色彩丰富; 浓郁; 艳"},
    {{kEffect, Saturation, -0.4},
     "muted; desaturated; pale; paler; washed out; dull; muted colors; muted colours; 淡雅; 低饱和; "
     "低饱和度; 素雅; 淡; 灰暗"},
    {{kEffect, Warmth, 0.4},
     "warm; warmer; warm tone; warm tones; warm light; warm colors; warm colours; 暖; 温暖; 暖色; 暖色调; "
     "暖调; 暖色系; 更暖"},
    {{kEffect, Warmth, -0.4},
     "cooler; cold; colder; icy; cool tone; cool tones; cool light; cool colors; cool colours; cold tone; "
     "cold tones; 冷; 冷色; 冷色调; 冷调; 更冷; 清冷"},
    {{kEffect, BlackAndWhite, 1.0},
     "black and white; black & white; black n white; b&w; bw; b and w; monochrome; monochromatic; grayscale; "
     "greyscale; gray scale; grey scale; b/w; film noir; colorless; colourless; noir; 黑白; 黑白色; 单色; 灰度; 灰阶; "
     "无彩色"},
    {{kEffect, Sepia, 0.8}, "sepia; sepia toned; 棕褐色; 棕褐; 怀旧褐色; 褐色调; 深褐色调; 乌贼墨"},
    {{kEffect, Vintage, 0.6},
     "vintage; retro; old photo; old photograph; old picture; old film; old fashioned; aged photo; faded "
     "film; film photo; film look; film style; film effect; vintage film; retro film; 1950s; 1960s; 1970s; 1980s; 50s; "
     "60s; 70s; 80s; seventies; eighties; nostalgic; polaroid; analog film; analogue film; 复古; 怀旧; 老照片; 旧照片; 老胶片; 老电影;  "
     "胶片; 年代感"},
    {{kEffect, Cinematic, 0.6},
     "cinematic; cinema; movie; movies; film still; movie still; moody; hollywood; blockbuster; teal and orange; "
     "teal orange; orange and teal; 电影; 电影感; 大片; 大片感; 青橙; 电影级; 好莱坞"},
    {{kEffect, Night, 0.6},
     "night; nighttime; night time; nightfall; midnight; at night; by night; moonlit; moonlight; 夜; 夜晚; "
     "晚上; 夜间; 黑夜; 深夜; 夜里; 夜景; 午夜; 月夜; 月光"},
    {{kEffect, Sunset, 0.6},
     "sunset; sun set; sundown; at sunset; dusk; at dusk; golden hour; evening; evening light; sunrise; at "
     "sunrise; sunset sky; sunset light; 日落; 夕阳; 黄昏; 傍晚; 晚霞; 落日; 黄金时刻; 日出; 夕阳西下; "
     "落日余晖"},
    {{kEffect, Fog, 0.5},
     "fog; foggy; mist; misty; haze; hazy; in fog; in the fog; in the mist; light fog; 雾; 雾气; 薄雾; 起雾; "
     "有雾; 雾天; 大雾; 雾霾; 雾蒙蒙; 朦胧; 雾中; 下雾; 烟雾"},
    {{kEffect, Fog, 0.8}, "dense fog; thick fog; heavy fog; 浓雾"},
    {{kEffect, Fog, 0.3}, "thin fog; thin mist; light mist; 轻雾; 淡雾"},
    {{kEffect, Rain, 0.5},
     "rain; rainy; raining; rains; rainfall; in the rain; 雨; 下雨; 下雨天; 雨天; 有雨; 雨中; 下着雨; 雨水; 下起雨"},
    {{kEffect, Rain, 0.85},
     "heavy rain; pouring rain; rainstorm; downpour; pouring; 大雨; 下大雨; 下着大雨; 暴雨; 倾盆大雨; 瓢泼大雨"},
    {{kEffect, Rain, 0.3}, "light rain; drizzle; drizzling; 小雨; 下着小雨; 细雨; 毛毛雨; 下小雨"},
    {{kEffect, Snow, 0.5},
     "snow; snowy; snowing; snows; snowfall; snowflakes; falling snow; winter; wintry; in winter; in the "
     "snow; winter wonderland; 雪; 下雪; 下雪天; 雪天; 有雪; 雪花; 雪中; 冬天; 冬季; 冬日; 飘雪; 雪景; 下着雪"},
    {{kEffect, Snow, 0.85}, "heavy snow; snowstorm; blizzard; 大雪; 下大雪; 下着大雪; 暴雪; 暴风雪; 鹅毛大雪"},
    {{kEffect, Snow, 0.3}, "light snow; 小雪; 下小雪; 下着小雪"},
    {{kEffect, StormySky, 0.6},
     "stormy; storm; thunderstorm; stormy sky; stormy skies; stormy clouds; storm clouds; dark clouds; storm "
     "sky; dramatic clouds; stormy weather; 暴风雨; 暴风雨的天空; 乌云; 乌云密布; 暴风雨天空; 阴沉; 阴云密布; 雷雨; "
     "风暴; 暴风; 黑云; 乌云密布的天空; 狂风暴雨"},
    {{kEffect, StormySky, 0.3},
     "cloudy; overcast; cloudy sky; overcast sky; cloudy skies; 多云; 阴天; 阴云; 多云的天空"},
    {{kEffect, Autumn, 0.6},
     "autumn; autumnal; fall; fall season; in autumn; autumn leaves; autumn colors; autumn colours; fall "
     "colors; fall colours; fall foliage; autumn foliage; 秋天; 秋; 秋季; 秋日; 秋色; 秋叶; 深秋; 金秋; "
     "红叶"},
    {{kEffect, BlurBackground, 0.5},
     "blurry background; blurred background; background blur; out of focus background; bokeh; shallow depth "
     "of field; portrait mode; depth of field; 背景虚化; 背景模糊; 虚化背景; 模糊背景; 虚化; 景深; 浅景深; "
     "散景; 人像模式; 背景虚一点; 大光圈"},
    {{kEffect, Blur, 0.5}, "blurry; blurred; out of focus; 模糊"},
    {{kEffect, Sharpen, 0.5}, "sharper; sharp; crisp; crisper; clearer; 清晰; 锐利; 更清晰; 清楚"},
    {{kEffect, Denoise, 0.5}, "less noisy; noise free; noiseless; less grainy; smoother; 干净"},
    // Verbs.
    {{kVerb, Exposure, 0.4},
     "brighten; brighten up; lighten; lighten up; lift exposure; light up; illuminate; 提亮; 调亮; 变亮; "
     "打亮; 增亮; 加亮; 弄亮"},
    {{kVerb, Exposure, -0.4}, "darken; dim down; 调暗; 变暗; 压暗; 弄暗; 减暗; 变黑"},
    {{kVerb, Saturation, 0.4}, "saturate; 变鲜艳"},
    {{kVerb, Saturation, -0.5}, "desaturate; mute; 去饱和; 变淡"},
    {{kVerb, Warmth, 0.4}, "warm up; 变暖; 调暖"},
    {{kVerb, Warmth, -0.4}, "cool; cool down; cool off; 变冷; 调冷"},
    {{kVerb, BlackAndWhite, 1.0}, "decolorize; decolourize; 去色"},
    {{kVerb, Sharpen, 0.5}, "sharpen; 锐化; 变清晰; 变锐利"},
    {{kVerb, Denoise, 0.5},
     "denoise; de noise; 去噪; 降噪; 去噪点; 减噪; 磨皮降噪; 去除噪点; 减少噪点; 消除噪点; 去除噪声; "
     "减少噪声"},
    {{kVerb, Blur, 0.5}, "blur; blur out; defocus; 模糊掉; 弄模糊; 变模糊"},
    // Properties.
    {{kProperty, Exposure, 0.4},
     "brightness; exposure; light; lightness; 亮度; 曝光; 曝光度; 光线; 明度; 光"},
    {{kProperty, Exposure, -0.4}, "darkness; 暗度"},
    {{kProperty, Contrast, 0.4}, "contrast; punch; drama; 对比度; 对比; 反差"},
    {{kProperty, Saturation, 0.4},
     "saturation; vibrance; vibrancy; vividness; 饱和度; 饱和; 鲜艳度; 自然饱和度"},
    {{kProperty, Saturation, 0.4, "colour"}, "colour; color; colours; colors; 颜色; 色彩"},
    {{kProperty, Warmth, 0.4},
     "warmth; temperature; colour temperature; color temperature; 色温; 暖度; 温度; 暖意"},
    {{kProperty, Sharpen, 0.5}, "sharpness; clarity; definition; 清晰度; 锐度"},
    {{kProperty, Denoise, 0.5}, "noise; graininess; grain; 噪点; 噪声; 杂色; 颗粒"},
    {{kProperty, Blur, 0.5}, "blurriness; 模糊度"},
};

}  // namespace

std::span<const LexiconRow> effectRows() {
    return kRows;
}

}  // namespace tintype::builtin
