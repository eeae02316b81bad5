#include <algorithm>

#include "core/builtin/look_lexicon.h"

namespace tintype::builtin {
namespace {

using namespace code;
constexpr Effect kNone = Effect::Exposure;

constexpr LexiconRow word(char code, std::string_view phrases) {
    return {{code, kNone, 0.0, {}}, phrases};
}
constexpr LexiconRow region(std::string_view name, std::string_view phrases) {
    return {{kRegion, kNone, 0.0, name}, phrases};
}
constexpr LexiconRow people(std::string_view phrases) {
    return {{kRegion, kNone, 1.0, "subject"}, phrases};
}
constexpr LexiconRow colour(std::string_view name, std::string_view phrases) {
    return {{kColour, kNone, 0.0, name}, phrases};
}
// Further towards a colour than it is.
constexpr LexiconRow comparative(std::string_view name, std::string_view phrases) {
    return {{kColour, kNone, 0.5, name}, phrases};
}
constexpr LexiconRow degree(double factor, std::string_view phrases) {
    return {{kDegree, kNone, factor, {}}, phrases};
}

constexpr LexiconRow kRows[] = {
    // Verbs of change.
    word(kMake,
         "make; turn; change; convert; transform; render; get; set; let; have; i want; i'd like; i would "
         "like; i need; make sure; adjust; edit; modify; 把; 将; 让; 使; 给; 对; 使得; 令; 改; 修改; 改变; "
         "更改; 调整; 编辑; 换; 弄; 转换"),
    word(kAdd,
         "add; apply; give; bring; use; create; add in; put in; add some; cover; fill; 加; 加上; 添加; 加入; 来; 应用; "
         "加点; 加些; 来点; 加上一些; 加一点; 添上; 使用; 用; 施加; 套用; 做出; 营造; 打造"),
    word(kRaise,
         "increase; raise; boost; enhance; improve; strengthen; intensify; lift; bump; bump up; turn up; "
         "pump up; up; higher; stronger; push; crank up; deepen; 增加; 提高; 提升; 增强; 加强; 调高; 增大; "
         "加大; 升高; 拉高; 高; 强; 提高一下; 变高; 变强"),
    word(kLower,
         "decrease; reduce; lower; weaker; cut; drop; turn down; bring down; tone down; soften; down; "
         "lessen; 降低; 减少; 减弱; 调低; 减小; 拉低; 减; 低; 弱; 变低; 变弱; 减低"),
    word(kRemove,
         "remove; get rid of; eliminate; erase; delete; take away; take out; strip; clean up; clean; 去掉; 去除; 移除; 消除; 删除; 擦除; 抹掉; 除去; 去"),
    word(kMore, "more; 更; 更加; 更为; 更多; 更多的"),
    word(kLess, "less; 不那么; 没那么; 少; 更少; 少一些"),
    word(kPaint, "paint; dye; recolor; recolour; repaint; 染; 涂"),
    word(kReplace, "replace; swap; substitute"),
    word(kTouch,
         "touch; alter; affect; touching; altering; affecting; changing; editing; modifying; 动; 碰; 触碰; "
         "影响; 动到"),
    word(kPut, "put; place; insert; 放; 放置"),
    // Small words with a role.
    word(kTo,
         "to; into; in to; to be; 变成; 改成; 换成; 调成; 变为; 改为; 换为; 弄成; 染成; 涂成; 做成; 转成; "
         "转为; 变; 变得; 成; 处理成; 调整为; 调为; 设为; 转换成; 转换为; 改变为; 改变成; 呈现; 呈; 显得; "
         "调得; 弄得; 调整成; 到; 至; 涂上; 染上"),
    word(kLike,
         "look; looks; look like; like; as if it was; as if it were; as if it is; as though it were; as if; "
         "appear; seem; be; feel; feel like; become; look as if it was; look as if it were; like it is; like "
         "it was; like it's; as; is; are; should be; should look; should look like; must be; 偏; 看起来; 看上去; 像; 看起来像; 好像; 看着; 是; 感觉; 有; 处于; 显得像"),
    word(kFrom, "from; 从; 由"),
    word(kWith, "with; by; for"),
    word(kOf, "of"),
    word(kIn,
         "in; on; over; to the; at; in the; on the; within; inside; 上; 里; 中; 里面; 在; 上面; 中的; 里的"),
    word(
        kStyle,
        "style; look; effect; tint; morning; afternoon; filter; mood; scene; weather; tone; tones; version; atmosphere; feeling; vibe; "
        "vibes; season; time; grade; grading; color grade; colour grade; color grading; colour grading; "
        "toning; scenery; day out; time of day; lighting; 风格; 效果; 滤镜; 氛围; 场景; 天气; 色调; 版; 风; "
        "质感; 氛围感; 景色; 早晨; 清晨; 气氛; 季节; 时间; 样子; 感觉的; 模式; 调; 调子; 情调; 处理; 味道; 时候; 一样; 光影; 感"),
    word(kNow,
         "day; daytime; day time; daylight; summer; spring; sunny day; 白天; 夏天; 春天; 夏季; 春季; 白昼; "
         "大白天; 晴天"),
    word(kKeep,
         "keep; preserve; protect; leave; maintain; retain; spare; save; 保留; 保护; 保持; 维持; 留住; 留下"),
    word(kSame,
         "unchanged; as it is; as is; as it was; as they are; the same; same; alone; untouched; intact; the "
         "way it is; in color; in colour; colored; coloured; original; as before; natural color; natural "
         "colour; 不变; 不动; 原样; 原状; 原来的样子; 原样不变; 不受影响; 彩色; 不改; 原色; 不被改变"),
    word(kOnly,
         "only; just the; only the; solely; nothing but; 只; 仅; 只有; 仅仅; 只对; 仅对; 只把; 仅把; 只让; "
         "只给; 只在; 单独; 只是"),
    word(kExcept,
         "except; except for; excluding; other than; apart from; aside from; everything but; everything "
         "except; everything except for; everything apart from; all but; all except; anything but; besides; "
         "除了; 除; 除开; 排除"),
    word(kNot,
         "not; no; don't; dont; do not; never; doesn't; didn't; shouldn't; isn't; can't; cannot; avoid; "
         "stop; neither; nor; not too; won't; mustn't; without making; ain't; 不; 不要; 别; 不用; 勿; 请勿; "
         "不能; 不可; 没有; 没; 无需; 不必; 无; 千万别; 禁止; 莫; 不需要; 避免; 不想"),
    word(kToo, "too; way too; much too; a bit too; a little too; overly; 太; 过于; 有点太; 太过"),
    word(kWithout, "without; w/o"),
    // Parts of a picture.
    region("sky", "sky; skies; heaven; heavens; clouds; 天空; 天; 天上; 云; 云彩; 云朵; 蓝天; 天际"),
    region("background", "background; backdrop; surroundings; back ground; 背景; 后景; 远景; 周围"),
    region("faces", "face; faces; skin; 脸; 脸部; 面部; 人脸; 面孔; 脸庞; 脸蛋; 皮肤; 肤色"),
    region("subject",
           "subject; subjects; foreground; main subject; cat; dog; rabbit; bunny; bird; horse; animal; "
           "puppy; kitten; pet; 主体; 前景; 主角; 猫; 狗; 兔子; 鸟; 马; 动物; 小猫; 小狗; 宠物; 猫咪; 狗狗"),
    people("person; man; woman; girl; boy; people; child; kid; baby; lady; guy; persons; men; women; him; "
           "them; me; us; model; couple; children; kids; she; he; they; 人; 人物; 他; 她; 我; 他们; 她们; "
           "女人; 男人; 女孩; 男孩; 孩子; 小孩; 人像; 大家; 女生; 男生; 美女; 帅哥; 女士; 先生; 姑娘"),
    region("foliage",
           "grass; foliage; leaves; leaf; trees; tree; plants; plant; forest; lawn; meadow; vegetation; "
           "bushes; woods; field; 草; 草地; 树叶; 叶子; 树; 树木; 森林; 植物; 草坪; 草原; 树林; 绿植; 田野; "
           "草丛; 绿叶; 叶"),
    region("water",
           "water; sea; ocean; lake; river; pond; pool; waves; 水; 水面; 海; 大海; 海水; 湖; 湖水; 湖面; 河; "
           "河水; 海面; 海洋; 池塘; 泳池"),
    word(kThing,
         "car; cars; dress; shirt; shirts; hat; hair; jacket; coat; sweater; trousers; pants; jeans; skirt; "
         "shoes; shoe; bag; sofa; couch; chair; wall; walls; door; house; roof; building; buildings; flower; "
         "flowers; rose; roses; eyes; eye; lips; lipstick; nails; umbrella; bike; bicycle; truck; bus; boat; "
         "ship; ball; balloon; balloons; cup; mug; bottle; table; bed; blanket; curtain; curtains; scarf; "
         "tie; suit; cap; t shirt; tshirt; top; blouse; shorts; socks; gloves; glasses; ring; apple; fruit; "
         "book; phone; pillow; carpet; rug; floor; road; bridge; fence; ribbon; lantern; lanterns; light "
         "bulb; lamp; vase; toy; window; windows; clothes; clothing; outfit; uniform; object; objects; thing; things; item; items; part; "
         "area; parts; areas; region; selection; stuff; "
         "车; 汽车; 车子; 轿车; 裙子; 连衣裙; 衬衫; 衣服; 帽子; 头发; 外套; 夹克; 毛衣; 裤子; 牛仔裤; 短裙; "
         "鞋; 鞋子; 包; 沙发; 椅子; 墙; 墙壁; 墙面; 门; 房子; 屋顶; 建筑; 花; 花朵; 玫瑰; 玫瑰花; 眼睛; "
         "嘴唇; 口红; 指甲; 伞; 雨伞; 自行车; 卡车; 公交车; 船; 球; 气球; 杯子; 瓶子; 桌子; 床; 毯子; 窗帘; "
         "围巾; 领带; 西装; 上衣; t恤; 短裤; 袜子; 手套; 眼镜; 戒指; 苹果; 书; 手机; 枕头; 地毯; 地板; 路; "
         "桥; 灯笼; 花瓶; 玩具; 窗户; 服装; 东西; 物体; 部分; 区域; 地方; 丝带; 裙; 灯; 地面"),
    word(kWhole,
         "it; photo; picture; image; pic; photograph; everything; whole photo; whole picture; whole image; "
         "whole thing; entire photo; entire picture; entire image; the photo; all; shot; landscape; rest; "
         "everything else; all else; rest of the photo; rest of the picture; rest of the image; rest of it; "
         "everywhere; one; ones; portrait; "
         "照片; 图片; 图像; 画面; 图; 它; 相片; 整体; 全部; 整张照片; 整个画面; 整张图片; 整张图; 全图; "
         "一切; 所有; 其他; 其他部分; 其余; 其余部分; 其它; 其它部分; 其他地方; 其它地方; 这里; 风景; 全体; "
         "整个图片; 整幅画面; 所有的"),
    // Colours.
    comparative("red", "redder; 更红; 更红一点"),
    comparative("orange", "more orange; 更橙"),
    comparative("yellow", "yellower; more yellow; 更黄"),
    comparative("green", "greener; more green; 更绿"),
    comparative("teal", "more teal; 更青"),
    comparative("blue", "bluer; more blue; 更蓝"),
    comparative("purple", "more purple; 更紫"),
    comparative("pink", "pinker; more pink; 更粉"),
    comparative("red", "more red"),
    colour("red", "red; crimson; scarlet; 红色; 红; 大红; 大红色; 鲜红; 鲜红色"),
    colour("dark red", "dark red; maroon; burgundy; 深红; 深红色; 暗红; 暗红色; 酒红; 酒红色"),
    colour("orange", "orange; 橙色; 橙; 橘色; 橘; 橘红; 橘黄; 橙黄; 橘黄色; 橘红色; 橙黄色; 橙红色"),
    colour("yellow", "yellow; 黄色; 黄; 明黄色"),
    colour("gold", "gold; golden; blonde; blond; 金色; 金; 金黄; 金黄色"),
    colour("green", "green; lime; 绿色; 绿; 草绿; 草绿色; 翠绿; 翠绿色"),
    colour("dark green", "dark green; 深绿; 深绿色; 墨绿; 墨绿色; 暗绿色"),
    colour("light green", "light green; mint; 浅绿; 浅绿色; 淡绿色; 嫩绿色"),
    colour("teal", "teal; cyan; turquoise; aqua; 青色; 青; 青绿; 青绿色; 青蓝色; 蓝绿色"),
    colour("blue", "blue; 蓝色; 蓝; 湛蓝; 湛蓝色"),
    colour("dark blue", "dark blue; navy; navy blue; 深蓝; 深蓝色; 藏青; 藏青色; 海军蓝"),
    colour("light blue",
           "light blue; sky blue; baby blue; pale blue; 浅蓝; 浅蓝色; 天蓝; 天蓝色; 淡蓝; 淡蓝色"),
    colour("purple", "purple; violet; lavender; 紫色; 紫; 紫罗兰色; 淡紫色; 深紫色"),
    colour("magenta", "magenta; 品红; 洋红; 洋红色; 玫红; 玫红色; 品红色"),
    colour("pink", "pink; 粉色; 粉; 粉红; 粉红色"),
    colour("brown", "brown; 棕色; 棕; 褐色; 咖啡色"),
    colour("beige", "beige; cream; 米色; 米白; 米白色; 米黄色"),
    colour("white", "white; 白色; 白; 雪白; 雪白色"),
    colour("black", "black; 黑色; 黑; 纯黑; 纯黑色"),
    colour("grey", "grey; gray; 灰色; 灰"),
    colour("silver", "silver; 银色; 银; 银白色"),
    // How much.
    degree(0.4, "a touch; a hint; a tiny bit; a tad; barely; very slightly; 一丢丢; 一点点"),
    degree(0.55,
           "a bit; a little; a little bit; slightly; somewhat; subtly; gently; softly; lightly; mildly; bit; "
           "subtle; gentle; slight; a bit of; a little bit of; a touch of; a hint of; little; 一点; 点; "
           "一些; 些; 稍微; 略微; 稍; 略; 有点; 有些; 稍稍; 轻微; 轻轻; 微微; 一点儿; 轻微的; 适当; 少许"),
    degree(1.0, "quite; rather; pretty; fairly; moderately; 比较; 较; 适中"),
    degree(1.5,
           "much; a lot; lots; lots of; a lot of; very; really; strongly; heavily; strong; heavy; way; far; "
           "plenty of; considerably; significantly; greatly; intense; deeply; 很; 非常; 特别; 十分; 大幅; "
           "大幅度; 强烈; 强烈的; 许多; 很多; 好多; 大大; 明显; 显著; 更多一些; 多; 挺"),
    degree(-0.5, "by half; half; 一半"),
    degree(0.6, "not too much; not too strong; not so much; not much; 不要太多; 不要太强; 别太多; 不要太过"),
    degree(2.0,
           "twice; doubly; double; extremely; super; incredibly; dramatically; massively; extreme; hugely; 极; 极其; 极度; 超; "
           "超级; 极为; 最"),
    // Said for politeness or grammar.
    word(kFiller,
         "please; pls; plz; thx; teh; kindly; could you; can you; would you; will you; could you please; can you "
         "please; would you please; would you mind; you; can we; could we; let's; lets; i want you to; i "
         "want to; i'd like to; i'd like you to; i would like to; i would like you to; i need to; i need you "
         "to; help me; help; thanks; thank you; hey; hi; hello; ok; okay; now; also; as well; the; a; an; "
         "some; any; just; simply; want to; again; of the day; little by little; totally; completely; fully; "
         "entirely; "
         "请; 请你; 请帮我; 帮我; 帮忙; 麻烦; 麻烦你; 我想; 我要; 我想要; 我希望; 希望; 能不能; 可不可以; "
         "能否; 可以; 能; 的; 地; 得; 了; 吧; 吗; 呢; 啊; 呀; 哦; 一下; 一下子; 起来; 一个; 一张; 一种; "
         "一片; 一层; 一场; 一幅; 一只; 一辆; 一件; 一条; 一朵; 那个; 这个; 那辆; 这辆; 那件; 这件; 那条; "
         "这条; 这只; 那只; 这朵; 那朵; 这张; 那张; 这幅; 那幅; 都; 再; 也; 整个; 谢谢; 您; 你; 以外; 之外; "
         "外; 进行; 部; 一样的; 般的; 个; 张; 来个; 整张; 所有这些; 要; 想; 给我; 下来; 过来; 一片片; 原有; "
         "被; 身上; 上去; 会; 应该; 完全; 彻底; 整幅; 像是在; 自己"),
    word(kOwner,
         "my; our; your; its; his; their; this; that; these; those; her; 她的; 他的; 我的; 它的; 他们的; "
         "她们的; 这; 那; 这些; 那些"),
    // Between parts.
    word(kAnd,
         "and; &; plus; as well as; and also; together with; along with; 和; 与; 跟; 及; 以及; 并; 并且; "
         "而且; 同时; 还有; 且; 也要; 又"),
    word(kStop,
         "then; and then; after that; next; finally; afterwards; 然后; 接着; 之后; 再把; 随后; 最后; 然后再; "
         "接下来; 再加上; 其次"),
    word(kBut, "but; however; while; though; yet; but also; 但; 但是; 不过; 可是; 而; 只是不; 然而"),
    word(kOr, "or; 或; 或者"),
};

// Spellings a typing error could come from, but that are words of their own.
constexpr std::string_view kOtherWords[] = {
    "brighton", "contract", "cooker",  "cookie",  "darken's",   "doctor",  "father",   "faster",  "filler",
    "filmed",   "former",   "golden",  "lather",  "leader",     "letter",  "lights",   "lighted", "likely",
    "matter",   "mother",   "motion",  "nights",  "parent",     "people",  "person's", "picnic",  "prison",
    "rabbi",    "rabbis",   "reason",  "retail",  "retire",     "rocket",  "saturn",   "savory",  "season",
    "second",   "shaper",   "sharpie", "shorts",  "sister",     "sliver",  "slower",   "snowman", "spring",
    "stormed",  "stories",  "storey",  "summon",  "sunlet",     "swater",  "toward",   "turner",  "vantage",
    "violent",  "violet",   "voyage",  "waiter",  "walker",     "walter",  "warden",   "warder",  "warmed",
    "warned",   "warner",   "weather", "whiter",  "window",     "winner",  "wonder",   "worker",  "yelled",
    "dimmed",   "dinner",   "fading",  "fogged",  "forest",     "brother", "bigger",   "blurbs",  "blackened",
    "colander", "cartoon",  "marker",  "movers",  "muster",     "misted",  "mister",   "master",  "minister",
    "police",   "poster",   "pouting", "raided",  "railing",    "ruining", "reigning", "sailing", "shadow",
    "snoring",  "showing",  "snowier", "sharper", "sunglasses", "flowers", "flower",   "slight",  "flight",
    "bride",    "coder",    "planet",   "plants",   "planes",  "horses",  "hoarse",     "lovers",  "crisps",   "desert",  "dessert",
    "grainy",   "grains",   "garlic",  "gather",  "glower",     "glasses",
};

}  // namespace

std::span<const LexiconRow> grammarRows() {
    return kRows;
}

bool isOtherWord(std::string_view word) {
    return std::find(std::begin(kOtherWords), std::end(kOtherWords), word) != std::end(kOtherWords);
}

}  // namespace tintype::builtin
