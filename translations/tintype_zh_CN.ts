<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the sa&amp;mple</source>
        <translation>打开示例照片(&amp;M)</translation>
    </message>
    <message>
        <source>Open from the &amp;clipboard</source>
        <translation>从剪贴板打开(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as...</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Export...</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>C&amp;lear the list</source>
        <translation>清空列表(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Close photo</source>
        <translation>关闭照片(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>复制图片(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>粘贴图片(&amp;P)</translation>
    </message>
    <message>
        <source>Rotate &amp;left</source>
        <translation>向左旋转(&amp;L)</translation>
    </message>
    <message>
        <source>Rotate &amp;right</source>
        <translation>向右旋转(&amp;R)</translation>
    </message>
    <message>
        <source>Flip &amp;horizontally</source>
        <translation>水平翻转(&amp;H)</translation>
    </message>
    <message>
        <source>Flip &amp;vertically</source>
        <translation>垂直翻转(&amp;V)</translation>
    </message>
    <message>
        <source>Re&amp;size...</source>
        <translation>更改尺寸(&amp;S)…</translation>
    </message>
    <message>
        <source>Pre&amp;ferences...</source>
        <translation>偏好设置(&amp;F)…</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Fit the window</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation>实际像素(&amp;A)</translation>
    </message>
    <message>
        <source>Show the original &amp;while held</source>
        <translation>按住查看原图(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Split before and after</source>
        <translation>前后分屏对比(&amp;S)</translation>
    </message>
    <message>
        <source>Mask o&amp;verlay</source>
        <translation>蒙版颜色(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Gallery</source>
        <translation>图库(&amp;G)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>画笔(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>橡皮擦(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>套索(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>矩形(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;wap brush and eraser</source>
        <translation>切换画笔与橡皮擦(&amp;W)</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>减小画笔</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>增大画笔</translation>
    </message>
    <message>
        <source>Softer brush</source>
        <translation>降低画笔硬度</translation>
    </message>
    <message>
        <source>Harder brush</source>
        <translation>提高画笔硬度</translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation>反选(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清除(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Grow</source>
        <translation>扩大(&amp;G)</translation>
    </message>
    <message>
        <source>S&amp;hrink</source>
        <translation>收缩(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Feather</source>
        <translation>羽化(&amp;F)</translation>
    </message>
    <message>
        <source>I&amp;mport mask...</source>
        <translation>导入蒙版(&amp;M)…</translation>
    </message>
    <message>
        <source>E&amp;xport mask...</source>
        <translation>导出蒙版(&amp;X)…</translation>
    </message>
    <message>
        <source>&amp;Instruct</source>
        <translation>指令(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Erase</source>
        <translation>擦除(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>修复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cartoon</source>
        <translation>卡通(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Animate</source>
        <translation>动画(&amp;A)</translation>
    </message>
    <message>
        <source>C&amp;rop and rotate</source>
        <translation>裁剪和旋转(&amp;R)</translation>
    </message>
    <message>
        <source>A&amp;djust</source>
        <translation>调整(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Pause the queue</source>
        <translation>暂停队列(&amp;P)</translation>
    </message>
    <message>
        <source>Show the &amp;queue</source>
        <translation>显示队列(&amp;Q)</translation>
    </message>
    <message>
        <source>Go to the &amp;instruction</source>
        <translation>转到指令输入框(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Quick guide</source>
        <translation>快速入门(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Tintype</source>
        <translation>关于 Tintype(&amp;A)</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>No stars</source>
        <translation>无星</translation>
    </message>
    <message>
        <source>1 star</source>
        <translation>1 星</translation>
    </message>
    <message>
        <source>2 stars</source>
        <translation>2 星</translation>
    </message>
    <message>
        <source>3 stars</source>
        <translation>3 星</translation>
    </message>
    <message>
        <source>4 stars</source>
        <translation>4 星</translation>
    </message>
    <message>
        <source>5 stars</source>
        <translation>5 星</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>淘汰</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Paint mask</source>
        <translation>绘制蒙版</translation>
    </message>
    <message>
        <source>Erase mask</source>
        <translation>擦除蒙版</translation>
    </message>
</context>
<context>
    <name>ErrorHelp</name>
    <message>
        <source>Change the text</source>
        <translation>修改文字</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Use a smaller size</source>
        <translation>使用较小尺寸</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>ItemModel</name>
    <message>
        <source>Instruct</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Cartoon</source>
        <translation>卡通</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>补帧</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>视频片段</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <translation>蒙版(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1（找不到）</translation>
    </message>
    <message>
        <source>No recent photos</source>
        <translation>没有最近打开的照片</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
</context>
<context>
    <name>advice</name>
    <message>
        <source>Check the file or the value and try again.</source>
        <translation>请检查文件或数值后重试。</translation>
    </message>
    <message>
        <source>Install the model again or use the built-in engine.</source>
        <translation>请重新安装模型，或改用内置引擎。</translation>
    </message>
    <message>
        <source>Use a smaller size or close other programs.</source>
        <translation>请使用较小的尺寸，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Choose another engine or another instruction.</source>
        <translation>请换一个引擎，或换一条指令。</translation>
    </message>
    <message>
        <source>Choose another format or another size.</source>
        <translation>请换一种格式，或换一个尺寸。</translation>
    </message>
    <message>
        <source>Choose another folder or free some space.</source>
        <translation>请换一个文件夹，或释放一些空间。</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>%1 could not be saved because the disk is full.</source>
        <translation>无法保存“%1”：磁盘已满。</translation>
    </message>
    <message>
        <source>%1 could not be saved because its folder does not exist.</source>
        <translation>无法保存“%1”：所在文件夹不存在。</translation>
    </message>
    <message>
        <source>%1 could not be saved because its name is too long.</source>
        <translation>无法保存“%1”：文件名过长。</translation>
    </message>
    <message>
        <source>%1 could not be saved because writing there is not permitted.</source>
        <translation>无法保存“%1”：没有写入权限。</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2.</source>
        <translation>无法保存“%1”：%2。</translation>
    </message>
    <message>
        <source>%1 could not be saved because it is a folder.</source>
        <translation>无法保存“%1”：它是一个文件夹。</translation>
    </message>
    <message>
        <source>%1 could not be saved because it is a device or a pipe, not a file.</source>
        <translation>无法保存“%1”：它是设备或管道，不是文件。</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>“%1”不存在。</translation>
    </message>
    <message>
        <source>%1 cannot be opened because reading it is not permitted.</source>
        <translation>无法打开“%1”：没有读取权限。</translation>
    </message>
    <message>
        <source>%1 is a device or a pipe, not a file.</source>
        <translation>“%1”是设备或管道，不是文件。</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2.</source>
        <translation>无法打开“%1”：%2。</translation>
    </message>
    <message>
        <source>%1 is a folder, not a file.</source>
        <translation>“%1”是文件夹，不是文件。</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>“%1”是空文件。</translation>
    </message>
    <message>
        <source>%1 is too large: it has %2 and the limit is %3.</source>
        <translation>“%1”过大：大小为 %2，上限为 %3。</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>无法读取“%1”：%2。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a memory size; write it like 6GiB or 512MiB.</source>
        <translation>“%1”不是有效的内存大小；请写成 6GiB 或 512MiB 这样的形式。</translation>
    </message>
    <message>
        <source>Enhancing the photo</source>
        <translation>正在增强照片</translation>
    </message>
    <message>
        <source>There is no picture to restore.</source>
        <translation>没有可修复的图片。</translation>
    </message>
    <message>
        <source>Restoring faces</source>
        <translation>正在修复人脸</translation>
    </message>
    <message>
        <source>There is no picture to enlarge.</source>
        <translation>没有可放大的图片。</translation>
    </message>
    <message>
        <source>Enlarging</source>
        <translation>正在放大</translation>
    </message>
    <message>
        <source>There is no picture to erase from.</source>
        <translation>没有可擦除的图片。</translation>
    </message>
    <message>
        <source>The mask is %1x%2 pixels and the picture %3x%4; they must be the same size.</source>
        <translation>蒙版为 %1x%2 像素，图片为 %3x%4 像素；两者尺寸必须相同。</translation>
    </message>
    <message>
        <source>Nothing is masked, so there is nothing to erase.</source>
        <translation>没有涂抹任何区域，无可擦除。</translation>
    </message>
    <message>
        <source>Everything is masked, so nothing is left to fill the hole from.</source>
        <translation>整张图片都被蒙版覆盖，没有可用来填补的内容。</translation>
    </message>
    <message>
        <source>Filling the hole</source>
        <translation>正在填补空缺</translation>
    </message>
    <message>
        <source>The two pictures differ in size: %1 x %2 and %3 x %4 pixels.</source>
        <translation>两张图片尺寸不同：%1 x %2 和 %3 x %4 像素。</translation>
    </message>
    <message>
        <source>The time between two pictures is 0 to 1, not %1.</source>
        <translation>两张图片之间的时间应在 0 到 1 之间，不能是 %1。</translation>
    </message>
    <message>
        <source>The built-in engine does not understand %1. It knows brighter, darker, contrast, vivid, muted, warmer, cooler, black and white, sepia, vintage, cinematic, night, sunset, fog, rain, snow, stormy sky, autumn, blur the background, sharpen, denoise, &quot;change ... to &lt;colour&gt;&quot; and &quot;keep ...&quot;. InstructPix2Pix can do the rest once its model is installed.</source>
        <translation>内置引擎无法理解：%1。它能做：变亮、变暗、对比度、鲜艳、淡雅、变暖、变冷、黑白、棕褐色、复古、电影感、夜晚、日落、雾、雨、雪、乌云密布、秋天、虚化背景、锐化、去噪，以及“把…改成&lt;颜色&gt;”和“保留…”。其余的可在安装模型后由 InstructPix2Pix 完成。</translation>
    </message>
    <message>
        <source>The mask is %1 x %2 pixels, the photo %3 x %4.</source>
        <translation>蒙版为 %1 x %2 像素，照片为 %3 x %4 像素。</translation>
    </message>
    <message>
        <source>The mask is empty: brush over what should change.</source>
        <translation>蒙版为空：请涂抹要改变的部分。</translation>
    </message>
    <message>
        <source>The built-in engine cannot find &quot;%1&quot; by itself. Brush over it, or name its colour, and run it again.</source>
        <translation>内置引擎无法自行找到“%1”。请涂抹它，或说出它的颜色，然后重新运行。</translation>
    </message>
    <message>
        <source>Brush over what should become %1, or name it, and run it again.</source>
        <translation>请涂抹要变成“%1”的部分，或说出它的名称，然后重新运行。</translation>
    </message>
    <message>
        <source>No sky was found in this photo. Brush over the sky and run it again.</source>
        <translation>照片中没有找到天空。请涂抹天空，然后重新运行。</translation>
    </message>
    <message>
        <source>No face was found in this photo. Brush over the face and run it again.</source>
        <translation>照片中没有找到人脸。请涂抹人脸，然后重新运行。</translation>
    </message>
    <message>
        <source>No grass or leaves were found in this photo. Brush over them and run it again.</source>
        <translation>照片中没有找到草地或树叶。请涂抹它们，然后重新运行。</translation>
    </message>
    <message>
        <source>No water was found in this photo. Brush over the water and run it again.</source>
        <translation>照片中没有找到水面。请涂抹水面，然后重新运行。</translation>
    </message>
    <message>
        <source>Nothing %1 was found in this photo. Brush over what should change and run it again.</source>
        <translation>照片中没有找到“%1”的部分。请涂抹要改变的部分，然后重新运行。</translation>
    </message>
    <message>
        <source>No clear subject was found in this photo. Brush over it and run it again.</source>
        <translation>照片中没有找到明确的主体。请涂抹主体，然后重新运行。</translation>
    </message>
    <message>
        <source>The part to keep was not found in this photo, so nothing was kept from change.</source>
        <translation>照片中没有找到要保留的部分，因此未保留任何内容。</translation>
    </message>
    <message>
        <source>There is no photo to edit.</source>
        <translation>没有可编辑的照片。</translation>
    </message>
    <message>
        <source>The instruction is empty: write what should change.</source>
        <translation>指令为空：请写出要改变什么。</translation>
    </message>
    <message>
        <source>only the sky</source>
        <translation>仅天空</translation>
    </message>
    <message>
        <source>only the subject</source>
        <translation>仅主体</translation>
    </message>
    <message>
        <source>only the background</source>
        <translation>仅背景</translation>
    </message>
    <message>
        <source>only faces</source>
        <translation>仅人脸</translation>
    </message>
    <message>
        <source>only grass and leaves</source>
        <translation>仅草地和树叶</translation>
    </message>
    <message>
        <source>only the water</source>
        <translation>仅水面</translation>
    </message>
    <message>
        <source>only what is red</source>
        <translation>仅红色部分</translation>
    </message>
    <message>
        <source>only what is dark red</source>
        <translation>仅深红色部分</translation>
    </message>
    <message>
        <source>only what is orange</source>
        <translation>仅橙色部分</translation>
    </message>
    <message>
        <source>only what is yellow</source>
        <translation>仅黄色部分</translation>
    </message>
    <message>
        <source>only what is golden</source>
        <translation>仅金色部分</translation>
    </message>
    <message>
        <source>only what is green</source>
        <translation>仅绿色部分</translation>
    </message>
    <message>
        <source>only what is dark green</source>
        <translation>仅深绿色部分</translation>
    </message>
    <message>
        <source>only what is light green</source>
        <translation>仅浅绿色部分</translation>
    </message>
    <message>
        <source>only what is teal</source>
        <translation>仅青色部分</translation>
    </message>
    <message>
        <source>only what is blue</source>
        <translation>仅蓝色部分</translation>
    </message>
    <message>
        <source>only what is dark blue</source>
        <translation>仅深蓝色部分</translation>
    </message>
    <message>
        <source>only what is light blue</source>
        <translation>仅浅蓝色部分</translation>
    </message>
    <message>
        <source>only what is purple</source>
        <translation>仅紫色部分</translation>
    </message>
    <message>
        <source>only what is magenta</source>
        <translation>仅品红色部分</translation>
    </message>
    <message>
        <source>only what is pink</source>
        <translation>仅粉色部分</translation>
    </message>
    <message>
        <source>only what is brown</source>
        <translation>仅棕色部分</translation>
    </message>
    <message>
        <source>only what is beige</source>
        <translation>仅米色部分</translation>
    </message>
    <message>
        <source>only what is white</source>
        <translation>仅白色部分</translation>
    </message>
    <message>
        <source>only what is black</source>
        <translation>仅黑色部分</translation>
    </message>
    <message>
        <source>only what is grey</source>
        <translation>仅灰色部分</translation>
    </message>
    <message>
        <source>only what is silver</source>
        <translation>仅银色部分</translation>
    </message>
    <message>
        <source>the sky stays as it is</source>
        <translation>天空保持不变</translation>
    </message>
    <message>
        <source>the subject stays as it is</source>
        <translation>主体保持不变</translation>
    </message>
    <message>
        <source>the background stays as it is</source>
        <translation>背景保持不变</translation>
    </message>
    <message>
        <source>faces stay as they are</source>
        <translation>人脸保持不变</translation>
    </message>
    <message>
        <source>grass and leaves stay as they are</source>
        <translation>草地和树叶保持不变</translation>
    </message>
    <message>
        <source>the water stays as it is</source>
        <translation>水面保持不变</translation>
    </message>
    <message>
        <source>Change the colour to red</source>
        <translation>颜色改为红色</translation>
    </message>
    <message>
        <source>Change the colour to dark red</source>
        <translation>颜色改为深红色</translation>
    </message>
    <message>
        <source>Change the colour to orange</source>
        <translation>颜色改为橙色</translation>
    </message>
    <message>
        <source>Change the colour to yellow</source>
        <translation>颜色改为黄色</translation>
    </message>
    <message>
        <source>Change the colour to gold</source>
        <translation>颜色改为金色</translation>
    </message>
    <message>
        <source>Change the colour to green</source>
        <translation>颜色改为绿色</translation>
    </message>
    <message>
        <source>Change the colour to dark green</source>
        <translation>颜色改为深绿色</translation>
    </message>
    <message>
        <source>Change the colour to light green</source>
        <translation>颜色改为浅绿色</translation>
    </message>
    <message>
        <source>Change the colour to teal</source>
        <translation>颜色改为青色</translation>
    </message>
    <message>
        <source>Change the colour to blue</source>
        <translation>颜色改为蓝色</translation>
    </message>
    <message>
        <source>Change the colour to dark blue</source>
        <translation>颜色改为深蓝色</translation>
    </message>
    <message>
        <source>Change the colour to light blue</source>
        <translation>颜色改为浅蓝色</translation>
    </message>
    <message>
        <source>Change the colour to purple</source>
        <translation>颜色改为紫色</translation>
    </message>
    <message>
        <source>Change the colour to magenta</source>
        <translation>颜色改为品红色</translation>
    </message>
    <message>
        <source>Change the colour to pink</source>
        <translation>颜色改为粉色</translation>
    </message>
    <message>
        <source>Change the colour to brown</source>
        <translation>颜色改为棕色</translation>
    </message>
    <message>
        <source>Change the colour to beige</source>
        <translation>颜色改为米色</translation>
    </message>
    <message>
        <source>Change the colour to white</source>
        <translation>颜色改为白色</translation>
    </message>
    <message>
        <source>Change the colour to black</source>
        <translation>颜色改为黑色</translation>
    </message>
    <message>
        <source>Change the colour to grey</source>
        <translation>颜色改为灰色</translation>
    </message>
    <message>
        <source>Change the colour to silver</source>
        <translation>颜色改为银色</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>变亮</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>变暗</translation>
    </message>
    <message>
        <source>More contrast</source>
        <translation>提高对比度</translation>
    </message>
    <message>
        <source>Less contrast</source>
        <translation>降低对比度</translation>
    </message>
    <message>
        <source>More vivid</source>
        <translation>更鲜艳</translation>
    </message>
    <message>
        <source>More muted</source>
        <translation>更淡雅</translation>
    </message>
    <message>
        <source>Warmer</source>
        <translation>变暖</translation>
    </message>
    <message>
        <source>Cooler</source>
        <translation>变冷</translation>
    </message>
    <message>
        <source>Black and white</source>
        <translation>黑白</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>棕褐色</translation>
    </message>
    <message>
        <source>Vintage</source>
        <translation>复古</translation>
    </message>
    <message>
        <source>Cinematic</source>
        <translation>电影感</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜晚</translation>
    </message>
    <message>
        <source>Sunset</source>
        <translation>日落</translation>
    </message>
    <message>
        <source>Fog</source>
        <translation>雾</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>雨</translation>
    </message>
    <message>
        <source>Snow</source>
        <translation>雪</translation>
    </message>
    <message>
        <source>Stormy sky</source>
        <translation>乌云密布</translation>
    </message>
    <message>
        <source>Autumn</source>
        <translation>秋天</translation>
    </message>
    <message>
        <source>Blur the background</source>
        <translation>虚化背景</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Sharpen</source>
        <translation>锐化</translation>
    </message>
    <message>
        <source>Remove noise</source>
        <translation>去噪</translation>
    </message>
    <message>
        <source>Change the colour</source>
        <translation>改变颜色</translation>
    </message>
    <message>
        <source>only where you brush (%1)</source>
        <translation>仅涂抹的部分（%1）</translation>
    </message>
    <message>
        <source>that colour stays as it is (%1)</source>
        <translation>该颜色保持不变（%1）</translation>
    </message>
    <message>
        <source>not understood: %1</source>
        <translation>无法理解：%1</translation>
    </message>
    <message>
        <source>No clear subject was found in this photo. Brush over what should be blurred and write &quot;blur it&quot;.</source>
        <translation>照片中没有找到明确的主体。请涂抹要模糊的部分，然后输入“模糊”。</translation>
    </message>
    <message>
        <source>There is no photo to move over.</source>
        <translation>没有可用于镜头移动的照片。</translation>
    </message>
    <message>
        <source>The amount of motion must be 0 or more, not %1.</source>
        <translation>运动幅度不能小于 0（当前为 %1）。</translation>
    </message>
    <message>
        <source>A clip needs at least one frame, not %1.</source>
        <translation>片段至少需要一帧，不能是 %1。</translation>
    </message>
    <message>
        <source>A clip cannot measure %1 x %2 pixels.</source>
        <translation>片段的尺寸不能是 %1 x %2 像素。</translation>
    </message>
    <message>
        <source>Looking at the photo</source>
        <translation>正在分析照片</translation>
    </message>
    <message>
        <source>Moving the camera</source>
        <translation>正在移动镜头</translation>
    </message>
    <message>
        <source>There is no picture to turn into a cartoon.</source>
        <translation>没有可变成卡通的图片。</translation>
    </message>
    <message>
        <source>Drawing the cartoon</source>
        <translation>正在绘制卡通</translation>
    </message>
    <message>
        <source>Colouring</source>
        <translation>正在上色</translation>
    </message>
    <message>
        <source>The cartoon and its photo differ in size.</source>
        <translation>卡通图与原照片尺寸不同。</translation>
    </message>
    <message>
        <source>%1 is too large for an index.</source>
        <translation>%1 太大，不可能是索引文件。</translation>
    </message>
    <message>
        <source>%1 is not an index of a sharded model.</source>
        <translation>%1 不是分片模型的索引。</translation>
    </message>
    <message>
        <source>%1 names a shard outside its own folder: %2.</source>
        <translation>%1 指向了所在文件夹之外的分片：%2。</translation>
    </message>
    <message>
        <source>%1 lacks the tensor &quot;%2&quot; that the index promises.</source>
        <translation>%1 缺少索引中列出的张量“%2”。</translation>
    </message>
    <message>
        <source>%1: the tensor &quot;%2&quot; appears twice.</source>
        <translation>%1：张量“%2”出现了两次。</translation>
    </message>
    <message>
        <source>%1 lacks the tensor &quot;%2&quot;.</source>
        <translation>%1 缺少张量“%2”。</translation>
    </message>
    <message>
        <source>%1: the dictionaries are nested too deeply at &quot;%2&quot;.</source>
        <translation>%1：“%2”处的字典嵌套过深。</translation>
    </message>
    <message>
        <source>%1: the pickle holds too many values.</source>
        <translation>%1：pickle 中的值过多。</translation>
    </message>
    <message>
        <source>%1: a tensor&apos;s name is longer than %2 bytes.</source>
        <translation>%1：有张量的名称超过 %2 字节。</translation>
    </message>
    <message>
        <source>%1 lists more than %2 tensors.</source>
        <translation>%1 列出的张量超过 %2 个。</translation>
    </message>
    <message>
        <source>%1 holds no tensors.</source>
        <translation>%1 不含任何张量。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
    </message>
    <message>
        <source>%1 is not a regular file.</source>
        <translation>%1 不是普通文件。</translation>
    </message>
    <message>
        <source>%1 cannot be mapped: %2.</source>
        <translation>无法映射 %1：%2。</translation>
    </message>
    <message>
        <source>%1 ends at byte %2, but bytes up to %3 are needed.</source>
        <translation>%1 在第 %2 字节处结束，但需要读到第 %3 字节。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; has a value of the wrong kind.</source>
        <translation>%1：“%2”的值类型有误。</translation>
    </message>
    <message>
        <source>%1 is too large for a configuration.</source>
        <translation>%1 太大，不可能是配置文件。</translation>
    </message>
    <message>
        <source>%1 is nested too deeply.</source>
        <translation>%1 嵌套过深。</translation>
    </message>
    <message>
        <source>%1 is not a JSON object.</source>
        <translation>%1 不是 JSON 对象。</translation>
    </message>
    <message>
        <source>%1: the value of &quot;%2&quot; (%3) is not supported.</source>
        <translation>%1：不支持“%2”的值（%3）。</translation>
    </message>
    <message>
        <source>%1: the pickle is too long.</source>
        <translation>%1：pickle 过长。</translation>
    </message>
    <message>
        <source>%1: the pickle&apos;s stack is too deep.</source>
        <translation>%1：pickle 的栈过深。</translation>
    </message>
    <message>
        <source>%1: the pickle does not end with one value.</source>
        <translation>%1：pickle 结束时不是恰好剩一个值。</translation>
    </message>
    <message>
        <source>%1: the pickle ends too early.</source>
        <translation>%1：pickle 提前结束。</translation>
    </message>
    <message>
        <source>%1: a text in the pickle is longer than a megabyte.</source>
        <translation>%1：pickle 中有一段文本超过 1 MB。</translation>
    </message>
    <message>
        <source>%1: the pickle takes a value from an empty stack.</source>
        <translation>%1：pickle 从空栈中取值。</translation>
    </message>
    <message>
        <source>%1: the pickle needs a mark that was never set.</source>
        <translation>%1：pickle 需要一个从未设置的标记。</translation>
    </message>
    <message>
        <source>%1: pickle protocol %2 is not known.</source>
        <translation>%1：未知的 pickle 协议 %2。</translation>
    </message>
    <message>
        <source>%1: an integer in the pickle is larger than 64 bits.</source>
        <translation>%1：pickle 中有整数超过 64 位。</translation>
    </message>
    <message>
        <source>%1: the pickle appends to something that is no list.</source>
        <translation>%1：pickle 向非列表的对象追加内容。</translation>
    </message>
    <message>
        <source>%1: the pickle sets a key without a value.</source>
        <translation>%1：pickle 设置了键却没有值。</translation>
    </message>
    <message>
        <source>%1: the pickle sets items of something that is no dictionary.</source>
        <translation>%1：pickle 向非字典的对象设置条目。</translation>
    </message>
    <message>
        <source>%1: the pickle names a class by something that is no text.</source>
        <translation>%1：pickle 用非文本的内容指定类名。</translation>
    </message>
    <message>
        <source>%1: the pickle recalls value %2, which was never kept.</source>
        <translation>%1：pickle 引用了从未存入的值 %2。</translation>
    </message>
    <message>
        <source>%1 is not a model but a program in disguise: it names %2. Nothing in it was run.</source>
        <translation>%1 不是模型，而是伪装的程序：其中指定了 %2。其中的任何内容都没有被运行。</translation>
    </message>
    <message>
        <source>%1: the pickle calls something that is no class.</source>
        <translation>%1：pickle 调用了不是类的对象。</translation>
    </message>
    <message>
        <source>%1: the pickle gives a state to something that has none.</source>
        <translation>%1：pickle 向没有状态的对象赋予状态。</translation>
    </message>
    <message>
        <source>%1: the pickle operation %2 at byte %3 is not allowed in a model file.</source>
        <translation>%1：模型文件中不允许第 %3 字节处的 pickle 操作 %2。</translation>
    </message>
    <message>
        <source>%1: %2 is called with values of the wrong kind.</source>
        <translation>%1：调用 %2 时值的类型有误。</translation>
    </message>
    <message>
        <source>%1: a tensor reaches outside its storage &quot;%2&quot;.</source>
        <translation>%1：有张量超出其存储“%2”的范围。</translation>
    </message>
    <message>
        <source>%1: a tensor is wrapped in the unknown class %2.</source>
        <translation>%1：有张量被包装在未知的类 %2 中。</translation>
    </message>
    <message>
        <source>%1 refers to data in a way that is not known.</source>
        <translation>%1 以未知的方式引用数据。</translation>
    </message>
    <message>
        <source>%1 holds a whole pickled program module, not only weights. Ask for a file with the state dict.</source>
        <translation>%1 保存的是整个 pickle 程序模块，而不只是权重。请索取含状态字典（state dict）的文件。</translation>
    </message>
    <message>
        <source>%1: the header has an object where none may be (in &quot;%2&quot;).</source>
        <translation>%1：文件头中不该有对象的地方出现了对象（在“%2”中）。</translation>
    </message>
    <message>
        <source>%1: the key &quot;%2&quot; appears twice in &quot;%3&quot;.</source>
        <translation>%1：键“%2”在“%3”中出现了两次。</translation>
    </message>
    <message>
        <source>%1: tensor &quot;%2&quot; has more than 8 dimensions.</source>
        <translation>%1：张量“%2”超过 8 个维度。</translation>
    </message>
    <message>
        <source>%1: the header is not valid JSON (at byte %2).</source>
        <translation>%1：文件头不是有效的 JSON（第 %2 字节处）。</translation>
    </message>
    <message>
        <source>%1: a tensor&apos;s name holds a zero byte.</source>
        <translation>%1：有张量的名称含有零字节。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; of &quot;%3&quot; has a value of the wrong kind.</source>
        <translation>%1：“%3”的“%2”的值类型有误。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; of &quot;%3&quot; holds a number that is not a non-negative integer.</source>
        <translation>%1：“%3”的“%2”中有数字不是非负整数。</translation>
    </message>
    <message>
        <source>%1: tensor &quot;%2&quot; lacks its dtype, shape or data_offsets.</source>
        <translation>%1：张量“%2”缺少 dtype、shape 或 data_offsets。</translation>
    </message>
    <message>
        <source>%1: tensor &quot;%2&quot; has the type %3, which is not supported.</source>
        <translation>%1：张量“%2”的类型 %3 不受支持。</translation>
    </message>
    <message>
        <source>%1: tensor &quot;%2&quot; needs exactly two data_offsets.</source>
        <translation>%1：张量“%2”必须恰好有两个 data_offsets。</translation>
    </message>
    <message>
        <source>%1: the data of tensor &quot;%2&quot; ends before it begins.</source>
        <translation>%1：张量“%2”的数据在开始之前就已结束。</translation>
    </message>
    <message>
        <source>%1: the shape of tensor &quot;%2&quot; is larger than any file.</source>
        <translation>%1：张量“%2”的形状比任何文件都大。</translation>
    </message>
    <message>
        <source>%1: tensor &quot;%2&quot; needs %3 bytes by its shape, but has %4.</source>
        <translation>%1：按形状张量“%2”需要 %3 字节，实际为 %4。</translation>
    </message>
    <message>
        <source>%1: tensor &quot;%2&quot; overlaps another one.</source>
        <translation>%1：张量“%2”与另一个张量重叠。</translation>
    </message>
    <message>
        <source>%1: there are bytes before tensor &quot;%2&quot; that belong to no tensor.</source>
        <translation>%1：张量“%2”之前有不属于任何张量的字节。</translation>
    </message>
    <message>
        <source>%1 is cut short: its tensors need %2 bytes, %3 are there.</source>
        <translation>%1 不完整：张量需要 %2 字节，实际只有 %3。</translation>
    </message>
    <message>
        <source>%1: %2 bytes at the end belong to no tensor.</source>
        <translation>%1：末尾有 %2 字节不属于任何张量。</translation>
    </message>
    <message>
        <source>%1 is too short to be a safetensors file.</source>
        <translation>%1 太短，不可能是 safetensors 文件。</translation>
    </message>
    <message>
        <source>%1 claims a header of %2 bytes; at most %3 are allowed.</source>
        <translation>%1 声称文件头有 %2 字节；最多允许 %3。</translation>
    </message>
    <message>
        <source>%1 is cut short: its header is longer than the file.</source>
        <translation>%1 不完整：文件头比文件还长。</translation>
    </message>
    <message>
        <source>%1: the header does not begin with &quot;{&quot;.</source>
        <translation>%1：文件头不以“{”开头。</translation>
    </message>
    <message>
        <source>%1 is a torch file in the old tar format, which is not read. Save it again with a newer PyTorch.</source>
        <translation>%1 是旧 tar 格式的 torch 文件，无法读取。请用较新的 PyTorch 重新保存。</translation>
    </message>
    <message>
        <source>%1 is not a model file this program knows (safetensors, or a PyTorch file).</source>
        <translation>%1 不是本程序能识别的模型文件（safetensors 或 PyTorch 文件）。</translation>
    </message>
    <message>
        <source>%1: the description of the saving machine is damaged.</source>
        <translation>%1：保存时的机器信息已损坏。</translation>
    </message>
    <message>
        <source>%1 was saved on a big-endian machine, which is not supported.</source>
        <translation>%1 是在大端序机器上保存的，不受支持。</translation>
    </message>
    <message>
        <source>%1: the data &quot;%2&quot; is used with two types.</source>
        <translation>%1：数据“%2”被当作两种类型使用。</translation>
    </message>
    <message>
        <source>%1: the list of data is damaged.</source>
        <translation>%1：数据列表已损坏。</translation>
    </message>
    <message>
        <source>%1 lists data that no tensor uses.</source>
        <translation>%1 列出了没有张量使用的数据。</translation>
    </message>
    <message>
        <source>%1: the data &quot;%2&quot; has an impossible size.</source>
        <translation>%1：数据“%2”的大小不合理。</translation>
    </message>
    <message>
        <source>%1 lists the data &quot;%2&quot; twice.</source>
        <translation>%1 将数据“%2”列出了两次。</translation>
    </message>
    <message>
        <source>%1 is a PyTorch file of an unknown version.</source>
        <translation>%1 是未知版本的 PyTorch 文件。</translation>
    </message>
    <message>
        <source>%1 is incomplete: the data &quot;%2&quot; is missing.</source>
        <translation>%1 不完整：缺少数据“%2”。</translation>
    </message>
    <message>
        <source>%1: the data &quot;%2&quot; is shorter than its tensors say.</source>
        <translation>%1：数据“%2”比张量声明的短。</translation>
    </message>
    <message>
        <source>%1: the archive holds two data.pkl.</source>
        <translation>%1：压缩包中有两个 data.pkl。</translation>
    </message>
    <message>
        <source>%1 is a TorchScript file older than PyTorch 1.4, which is not read.</source>
        <translation>%1 是早于 PyTorch 1.4 的 TorchScript 文件，无法读取。</translation>
    </message>
    <message>
        <source>%1 is a ZIP archive, but not one that PyTorch saved.</source>
        <translation>%1 是 ZIP 压缩包，但不是由 PyTorch 保存的。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is compressed, which PyTorch never does.</source>
        <translation>%1：“%2”经过压缩，而 PyTorch 从不压缩。</translation>
    </message>
    <message>
        <source>%1 is damaged: &quot;%2&quot; has a wrong checksum.</source>
        <translation>%1 已损坏：“%2”的校验和不符。</translation>
    </message>
    <message>
        <source>%1: the tensor &quot;%2&quot; should have the shape %3, but has %4.</source>
        <translation>%1：张量“%2”的形状应为 %3，实际为 %4。</translation>
    </message>
    <message>
        <source>%1 is cut short: the archive has no end.</source>
        <translation>%1 不完整：压缩包没有结尾。</translation>
    </message>
    <message>
        <source>%1 is one part of an archive in several parts.</source>
        <translation>%1 只是分卷压缩包中的一卷。</translation>
    </message>
    <message>
        <source>%1: the archive&apos;s 64-bit directory is damaged.</source>
        <translation>%1：压缩包的 64 位目录已损坏。</translation>
    </message>
    <message>
        <source>%1: the archive lists more than 65,536 files.</source>
        <translation>%1：压缩包列出的文件超过 65,536 个。</translation>
    </message>
    <message>
        <source>%1: the archive&apos;s directory is not where it should be.</source>
        <translation>%1：压缩包的目录不在应有的位置。</translation>
    </message>
    <message>
        <source>%1: a field of &quot;%2&quot; in the archive is damaged.</source>
        <translation>%1：压缩包中“%2”的一个字段已损坏。</translation>
    </message>
    <message>
        <source>%1: the archive&apos;s directory is damaged at byte %2.</source>
        <translation>%1：压缩包的目录在第 %2 字节处损坏。</translation>
    </message>
    <message>
        <source>%1: the archive holds the unsafe name &quot;%2&quot;.</source>
        <translation>%1：压缩包中含有不安全的名称“%2”。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; in the archive is encrypted.</source>
        <translation>%1：压缩包中的“%2”已加密。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; in the archive is compressed in an unknown way.</source>
        <translation>%1：压缩包中的“%2”采用未知的压缩方式。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not where the archive&apos;s directory says.</source>
        <translation>%1：“%2”不在压缩包目录所说的位置。</translation>
    </message>
    <message>
        <source>%1: the archive describes &quot;%2&quot; in two different ways.</source>
        <translation>%1：压缩包对“%2”有两种不同的描述。</translation>
    </message>
    <message>
        <source>%1 is cut short: &quot;%2&quot; does not fit into it.</source>
        <translation>%1 不完整：容纳不下“%2”。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; in the archive has two sizes.</source>
        <translation>%1：压缩包中的“%2”有两个大小。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; and &quot;%3&quot; overlap in the archive.</source>
        <translation>%1：压缩包中的“%2”与“%3”重叠。</translation>
    </message>
    <message>
        <source>%1: the archive holds &quot;%2&quot; twice.</source>
        <translation>%1：压缩包中有两个“%2”。</translation>
    </message>
    <message>
        <source>%1: the archive&apos;s directory has another length than it says.</source>
        <translation>%1：压缩包目录的长度与声明不符。</translation>
    </message>
    <message>
        <source>An undo step could not be unpacked.</source>
        <translation>无法解压一个撤销步骤。</translation>
    </message>
    <message>
        <source>The mask has another size than the picture.</source>
        <translation>蒙版与图片的尺寸不同。</translation>
    </message>
    <message>
        <source>The saved picture is damaged or incomplete.</source>
        <translation>保存的图片已损坏或不完整。</translation>
    </message>
    <message>
        <source>The temporary file of the undo steps cannot be read: %1.</source>
        <translation>无法读取撤销步骤的临时文件：%1。</translation>
    </message>
    <message>
        <source>The built-in camera move cannot do this part of the prompt: %1.</source>
        <translation>内置镜头运动无法实现提示词中的这部分：%1。</translation>
    </message>
    <message>
        <source>Playing it backwards</source>
        <translation>正在生成倒放</translation>
    </message>
    <message>
        <source>The %1 is %2, but must be from %3 to %4.</source>
        <translation>“%1”为 %2，但必须在 %3 到 %4 之间。</translation>
    </message>
    <message>
        <source>long side</source>
        <translation>长边</translation>
    </message>
    <message>
        <source>There is no photo to work on.</source>
        <translation>没有可处理的照片。</translation>
    </message>
    <message>
        <source>The mask is %1x%2 pixels, but the photo is %3x%4: they must be equal.</source>
        <translation>蒙版为 %1x%2 像素，照片为 %3x%4 像素：两者必须相同。</translation>
    </message>
    <message>
        <source>The %1 is longer than %2 bytes.</source>
        <translation>“%1”超过 %2 字节。</translation>
    </message>
    <message>
        <source>The instruction is empty: say what should change.</source>
        <translation>指令为空：请说出要改变什么。</translation>
    </message>
    <message>
        <source>instruction</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>number of steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>text guidance</source>
        <translation>听话程度</translation>
    </message>
    <message>
        <source>image guidance</source>
        <translation>原图保留度</translation>
    </message>
    <message>
        <source>number of variations</source>
        <translation>变体数量</translation>
    </message>
    <message>
        <source>mask growth</source>
        <translation>蒙版扩大量</translation>
    </message>
    <message>
        <source>feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>cartoon strength</source>
        <translation>卡通强度</translation>
    </message>
    <message>
        <source>restore strength</source>
        <translation>修复强度</translation>
    </message>
    <message>
        <source>enlargement</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>There are %1 face strengths for %2 faces.</source>
        <translation>有 %2 张人脸，却给出了 %1 个人脸强度。</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>negative prompt</source>
        <translation>反向提示词</translation>
    </message>
    <message>
        <source>number of frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <source>motion frame rate</source>
        <translation>运动帧率</translation>
    </message>
    <message>
        <source>frame rate</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>guidance</source>
        <translation>听话程度</translation>
    </message>
    <message>
        <source>motion</source>
        <translation>运动幅度</translation>
    </message>
    <message>
        <source>clip width</source>
        <translation>片段宽度</translation>
    </message>
    <message>
        <source>clip height</source>
        <translation>片段高度</translation>
    </message>
    <message>
        <source>The clip&apos;s size %1x%2 has an odd side: both must be even.</source>
        <translation>片段尺寸 %1x%2 有奇数边：两边都必须是偶数。</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>The pictures are %1x%2 and %3x%4 pixels: they must be equal.</source>
        <translation>两张图片分别为 %1x%2 和 %3x%4 像素：尺寸必须相同。</translation>
    </message>
    <message>
        <source>number of threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>There is nothing to erase: the mask is empty.</source>
        <translation>没有可擦除的内容：蒙版为空。</translation>
    </message>
    <message>
        <source>Frames cannot be kept on disk: %1.</source>
        <translation>无法将帧存放在磁盘上：%1。</translation>
    </message>
    <message>
        <source>Following the motion</source>
        <translation>正在跟踪运动</translation>
    </message>
    <message>
        <source>The two pictures have nothing in common: the nearer one is given.</source>
        <translation>两张图片没有共同之处：已采用较近的一张。</translation>
    </message>
    <message>
        <source>%1 has no frame that can be read.</source>
        <translation>“%1”没有可读取的帧。</translation>
    </message>
    <message>
        <source>Making frames</source>
        <translation>正在生成帧</translation>
    </message>
    <message>
        <source>%1 is damaged: the frames up to there were used.</source>
        <translation>“%1”已损坏：已使用损坏处之前的帧。</translation>
    </message>
    <message>
        <source>The result was made with a long side of %1 pixels, to stay within %2 of memory.</source>
        <translation>为将内存控制在 %2 以内，结果的长边为 %1 像素。</translation>
    </message>
    <message>
        <source>This needs about %1 of memory, but only %2 may be used.</source>
        <translation>约需 %1 内存，但只能使用 %2。</translation>
    </message>
    <message>
        <source>This is not a usable recipe: %1.</source>
        <translation>这不是可用的配方：%1。</translation>
    </message>
    <message>
        <source>Faces cannot be found: the package opencv-data is not installed.</source>
        <translation>无法查找人脸：未安装 opencv-data 软件包。</translation>
    </message>
    <message>
        <source>No face was found in the photo.</source>
        <translation>照片中没有找到人脸。</translation>
    </message>
    <message>
        <source>No face was found in %1.</source>
        <translation>“%1”中没有找到人脸。</translation>
    </message>
    <message>
        <source>A face box lies outside the photo.</source>
        <translation>有人脸框超出了照片范围。</translation>
    </message>
    <message>
        <source>No face is chosen to be restored.</source>
        <translation>没有选择要修复的人脸。</translation>
    </message>
    <message>
        <source>The model %1 does not exist.</source>
        <translation>模型“%1”不存在。</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture: try a smaller size.</source>
        <translation>内存不足以处理这张图片：请尝试较小的尺寸。</translation>
    </message>
    <message>
        <source>OpenCV could not do this: %1.</source>
        <translation>OpenCV 无法完成此操作：%1。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>This could not be done: %1.</source>
        <translation>无法完成此操作：%1。</translation>
    </message>
    <message>
        <source>The entry of a waiting job is damaged.</source>
        <translation>等待中任务的记录已损坏。</translation>
    </message>
    <message>
        <source>The job stopped because of an unexpected error: %1</source>
        <translation>任务因意外错误而停止：%1</translation>
    </message>
    <message>
        <source>There is not enough memory for this job.</source>
        <translation>内存不足，无法执行此任务。</translation>
    </message>
    <message>
        <source>A contact sheet needs at least one picture.</source>
        <translation>缩略图总览至少需要一张图片。</translation>
    </message>
    <message>
        <source>The result could not be saved: %1</source>
        <translation>无法保存结果：%1</translation>
    </message>
    <message>
        <source>%1 was saved, but the gallery&apos;s index could not be written.</source>
        <translation>“%1”已保存，但无法写入图库索引。</translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash.</source>
        <translation>无法将“%1”移到回收站。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入“%1”：%2。</translation>
    </message>
    <message>
        <source>All built-in tools run here; %1 can run AI models.</source>
        <translation>本机可运行所有内置工具；%1 可运行 AI 模型。</translation>
    </message>
    <message>
        <source>All built-in tools run here; %1 of memory is too little for the larger AI models.</source>
        <translation>本机可运行所有内置工具；%1 内存不足以运行较大的 AI 模型。</translation>
    </message>
    <message>
        <source>All built-in tools run here; AI models can run on this processor, which has bfloat16 instructions.</source>
        <translation>本机可运行所有内置工具；处理器支持 bfloat16 指令，可运行 AI 模型。</translation>
    </message>
    <message>
        <source>All built-in tools run here; AI models can run on the processor, slowly.</source>
        <translation>本机可运行所有内置工具；AI 模型可在处理器上运行，但速度较慢。</translation>
    </message>
    <message>
        <source>Measuring %1</source>
        <translation>正在测试 %1</translation>
    </message>
    <message>
        <source>%1 is a %2 picture that libheif cannot read here: %3.</source>
        <translation>“%1”是 %2 图片，libheif 在此无法读取：%3。</translation>
    </message>
    <message>
        <source>There is not enough memory for a picture of %1.</source>
        <translation>内存不足以容纳 %1 的图片。</translation>
    </message>
    <message>
        <source>A picture of %1 x %2 cannot be joined with one of %3 x %4.</source>
        <translation>%1 x %2 的图片无法与 %3 x %4 的图片合并。</translation>
    </message>
    <message>
        <source>A picture cannot be %1 x %2 pixels; each side must be 1 to 65535.</source>
        <translation>图片尺寸不能是 %1 x %2 像素；每边必须在 1 到 65535 之间。</translation>
    </message>
    <message>
        <source>A picture cannot have %1 channels.</source>
        <translation>图片不能有 %1 个通道。</translation>
    </message>
    <message>
        <source>The crop of %1 x %2 at %3, %4 is not inside the picture.</source>
        <translation>位于 %3, %4、大小为 %1 x %2 的裁剪区域超出了图片范围。</translation>
    </message>
    <message>
        <source>The mask is %1 pixels but the picture is %2; they must be the same size.</source>
        <translation>蒙版为 %1 像素，图片为 %2 像素；两者尺寸必须相同。</translation>
    </message>
    <message>
        <source>A mask needs at least one pixel.</source>
        <translation>蒙版至少需要一个像素。</translation>
    </message>
    <message>
        <source>The edited picture is %1 pixels but the original is %2; they must be the same size.</source>
        <translation>编辑后的图片为 %1 像素，原图为 %2 像素；两者尺寸必须相同。</translation>
    </message>
    <message>
        <source>%1 is not a picture of a kind this program can read.</source>
        <translation>“%1”不是本程序能读取的图片类型。</translation>
    </message>
    <message>
        <source>%1 is a %2 picture, which this build cannot read because %3 was not there when it was built.</source>
        <translation>“%1”是 %2 图片，但本版本编译时缺少 %3，无法读取。</translation>
    </message>
    <message>
        <source>%1 is too large: it has %2 pixels, and this program opens at most %3 megapixels and %4 pixels a side.</source>
        <translation>“%1”过大：共 %2 像素，而本程序最多打开 %3 百万像素、单边 %4 像素的图片。</translation>
    </message>
    <message>
        <source>%1 is too large: editing its %2 pixels takes about %3 of memory and %4 may be used.</source>
        <translation>“%1”过大：编辑 %2 像素约需 %3 内存，可用上限为 %4。</translation>
    </message>
    <message>
        <source>There is not enough memory to open %1.</source>
        <translation>内存不足，无法打开“%1”。</translation>
    </message>
    <message>
        <source>%1 is a damaged %2 picture: %3.</source>
        <translation>“%1”是已损坏的 %2 图片：%3。</translation>
    </message>
    <message>
        <source>%1 is a TIFF picture with floating-point or %2-bit values; only 8 and 16 bits a channel can be opened.</source>
        <translation>“%1”是浮点或 %2 位的 TIFF 图片；只能打开每通道 8 位或 16 位的图片。</translation>
    </message>
    <message>
        <source>%1 is a TIFF picture with a compression (%2) that cannot be read.</source>
        <translation>“%1”是采用 %2 压缩的 TIFF 图片，无法读取。</translation>
    </message>
    <message>
        <source>A picture of %1 x %2 pixels is too long to straighten; the limit is %3.</source>
        <translation>%1 x %2 像素的图片过长，无法拉直；上限为 %3。</translation>
    </message>
    <message>
        <source>The angle to straighten by must be a number.</source>
        <translation>拉直角度必须是数字。</translation>
    </message>
    <message>
        <source>%1 does not end in a picture extension this program writes; use png, jpg, webp, tif or bmp.</source>
        <translation>“%1”的扩展名不是本程序可写入的图片格式；请使用 png、jpg、webp、tif 或 bmp。</translation>
    </message>
    <message>
        <source>%1 pictures can be opened but not written; use png, jpg, webp, tif or bmp.</source>
        <translation>%1 图片可以打开但不能写入；请使用 png、jpg、webp、tif 或 bmp。</translation>
    </message>
    <message>
        <source>There is no picture to save.</source>
        <translation>没有可保存的图片。</translation>
    </message>
    <message>
        <source>There is not enough memory to save the picture.</source>
        <translation>内存不足，无法保存图片。</translation>
    </message>
    <message>
        <source>The picture could not be saved as %1: %2.</source>
        <translation>无法将图片保存为 %1：%2。</translation>
    </message>
    <message>
        <source>A clip cannot have %1 frames a second; give more than 0 and at most 1000.</source>
        <translation>片段的帧率不能是每秒 %1 帧；请设为大于 0 且不超过 1000。</translation>
    </message>
    <message>
        <source>The codec %1 does not go into a clip of kind %2.</source>
        <translation>编码格式 %1 不能用于 %2 类型的片段。</translation>
    </message>
    <message>
        <source>No encoder can make a clip of %1 x %2 pixels here; tried %3.</source>
        <translation>没有编码器能在此生成 %1 x %2 像素的片段；已尝试 %3。</translation>
    </message>
    <message>
        <source>%1 could not be written completely.</source>
        <translation>未能完整写入“%1”。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>无法写入“%1”：%2。</translation>
    </message>
    <message>
        <source>A GIF of %1 x %2 pixels cannot be made here.</source>
        <translation>此处无法生成 %1 x %2 像素的 GIF。</translation>
    </message>
    <message>
        <source>%1 is damaged: not one frame of it can be decoded.</source>
        <translation>“%1”已损坏：没有一帧可以解码。</translation>
    </message>
    <message>
        <source>No decoder is installed for the clip %1.</source>
        <translation>未安装可播放片段“%1”的解码器。</translation>
    </message>
    <message>
        <source>%1 has no video in it.</source>
        <translation>“%1”中没有视频。</translation>
    </message>
    <message>
        <source>%1 cannot be decoded: %2.</source>
        <translation>无法解码“%1”：%2。</translation>
    </message>
    <message>
        <source>The frames of %1 measure %2 x %3 pixels, which cannot be read.</source>
        <translation>“%1”的帧为 %2 x %3 像素，无法读取。</translation>
    </message>
    <message>
        <source>%1 is a folder, not a clip.</source>
        <translation>“%1”是文件夹，不是片段。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取“%1”：%2。</translation>
    </message>
    <message>
        <source>%1 is not a video clip.</source>
        <translation>“%1”不是视频片段。</translation>
    </message>
    <message>
        <source>%1 is damaged or not a video clip: %2.</source>
        <translation>“%1”已损坏，或不是视频片段：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be written: the folder %2 does not exist.</source>
        <translation>无法写入“%1”：文件夹“%2”不存在。</translation>
    </message>
    <message>
        <source>%1 cannot be written: there is no permission for %2.</source>
        <translation>无法写入“%1”：没有“%2”的写入权限。</translation>
    </message>
    <message>
        <source>%1 already holds other files; choose a new folder for the frames.</source>
        <translation>“%1”中已有其他文件；请选择一个新文件夹存放帧。</translation>
    </message>
    <message>
        <source>Encoding %1 failed: %2.</source>
        <translation>编码“%1”失败：%2。</translation>
    </message>
    <message>
        <source>The sound (%1) was left out: a %2 clip cannot hold it.</source>
        <translation>已舍弃声音（%1）：%2 片段无法容纳。</translation>
    </message>
    <message>
        <source>A WebP clip of %1 x %2 pixels cannot be made.</source>
        <translation>无法生成 %1 x %2 像素的 WebP 片段。</translation>
    </message>
    <message>
        <source>A clip cannot have %1/%2 frames a second.</source>
        <translation>片段的帧率不能是每秒 %1/%2 帧。</translation>
    </message>
    <message>
        <source>The quality (CRF) of a clip is 0 to 51, not %1.</source>
        <translation>片段的质量（CRF）应为 0 到 51，不能是 %1。</translation>
    </message>
    <message>
        <source>The sound was left out: this kind of clip has none.</source>
        <translation>已舍弃声音：此类片段不含声音。</translation>
    </message>
    <message>
        <source>Frame %1 of the clip measures %2 pixels, but the clip measures %3.</source>
        <translation>片段的第 %1 帧为 %2 像素，而片段为 %3。</translation>
    </message>
    <message>
        <source>A frame of the clip is empty.</source>
        <translation>片段中有一帧为空。</translation>
    </message>
    <message>
        <source>The clip is already finished.</source>
        <translation>片段已经完成。</translation>
    </message>
    <message>
        <source>%1 was not written: it has no frames.</source>
        <translation>未写入“%1”：没有帧。</translation>
    </message>
    <message>
        <source>The colours of a frame could not be converted.</source>
        <translation>无法转换某一帧的颜色。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made: %2.</source>
        <translation>无法创建文件夹“%1”：%2。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be read: %2.</source>
        <translation>无法读取文件夹“%1”：%2。</translation>
    </message>
    <message>
        <source>The folder %1 holds no pictures.</source>
        <translation>文件夹“%1”中没有图片。</translation>
    </message>
    <message>
        <source>No pipe could be opened for signals.</source>
        <translation>无法打开用于接收信号的管道。</translation>
    </message>
    <message>
        <source>Opening %1 takes %2 of memory, but only %3 may be used.</source>
        <translation>打开“%1”需要 %2 内存，但只能使用 %3。</translation>
    </message>
    <message>
        <source>%1 is damaged: what could be read of it is used.</source>
        <translation>“%1”已损坏：已使用能读取的部分。</translation>
    </message>
    <message>
        <source>%1 has several frames: the first one is used.</source>
        <translation>“%1”有多帧：已使用第一帧。</translation>
    </message>
    <message>
        <source>The mask %1 is %2x%3 pixels, but the photo is %4x%5: they must be equal.</source>
        <translation>蒙版“%1”为 %2x%3 像素，照片为 %4x%5 像素：两者必须相同。</translation>
    </message>
    <message>
        <source>%1 holds no recipe.</source>
        <translation>“%1”不含配方。</translation>
    </message>
    <message>
        <source>%1 is a folder: end it with / to put the result into it.</source>
        <translation>“%1”是文件夹：请在末尾加上 /，以便将结果放入其中。</translation>
    </message>
    <message>
        <source>%1 is not the photo the recipe was made with.</source>
        <translation>“%1”不是生成此配方时所用的照片。</translation>
    </message>
    <message>
        <source>The sample picture is not part of this build.</source>
        <translation>本版本不含示例图片。</translation>
    </message>
    <message>
        <source>The clip %1 is in the results.</source>
        <translation>视频片段“%1”已放入结果。</translation>
    </message>
    <message>
        <source>The photo changed meanwhile, so this result waits in the results.</source>
        <translation>照片在此期间有改动，此结果已放入结果栏。</translation>
    </message>
    <message>
        <source>Built-in look</source>
        <translation>内置调色</translation>
    </message>
    <message>
        <source>Built-in fill</source>
        <translation>内置填充</translation>
    </message>
    <message>
        <source>Built-in toon</source>
        <translation>内置卡通</translation>
    </message>
    <message>
        <source>Built-in enhance</source>
        <translation>内置增强</translation>
    </message>
    <message>
        <source>Built-in camera move</source>
        <translation>内置镜头运动</translation>
    </message>
    <message>
        <source>Built-in flow</source>
        <translation>内置光流</translation>
    </message>
    <message>
        <source>%1 is not a kind of clip that can be written; use one of %2, or a folder for single frames.</source>
        <translation>%1 不是可以写入的短片类型；请使用 %2 之一，或用文件夹保存单帧。</translation>
    </message>
    <message>
        <source>The device %1 does not exist: no CUDA graphics card with its driver was found.</source>
        <translation>设备 %1 不存在：没有找到装有驱动程序的 CUDA 显卡。</translation>
    </message>
    <message>
        <source>The device %1 does not exist: the last CUDA device is cuda:%2.</source>
        <translation>设备 %1 不存在：最后一个 CUDA 设备是 cuda:%2。</translation>
    </message>
    <message>
        <source>The built-in engines compute on the processor: %1 is not used.</source>
        <translation>内置引擎在处理器上计算：不使用 %1。</translation>
    </message>
    <message>
        <source>%1 is saved over white: %2 cannot hold transparency.</source>
        <translation>%1 以白色为底保存：%2 不能保存透明度。</translation>
    </message>
    <message>
        <source>%1 is saved with 8 bits a channel: %2 cannot hold 16.</source>
        <translation>%1 以每通道 8 位保存：%2 不能保存 16 位。</translation>
    </message>
    <message>
        <source>%1 is saved without %2: %3 cannot hold them.</source>
        <translation>%1 保存时不含 %2：%3 不能保存这些内容。</translation>
    </message>
    <message>
        <source>Bringing the change to full size</source>
        <translation>正在把改动带回原尺寸</translation>
    </message>
    <message>
        <source>%1: the tensor &quot;%2&quot; is stored as %3, which no network here computes with.</source>
        <translation>%1：张量“%2”以 %3 存储，这里没有网络用它计算。</translation>
    </message>
    <message>
        <source>The model is incomplete: the folder %1 is missing.</source>
        <translation>模型不完整：缺少文件夹 %1。</translation>
    </message>
    <message>
        <source>The model is damaged: %1 is not a folder.</source>
        <translation>模型已损坏：%1 不是文件夹。</translation>
    </message>
    <message>
        <source>The model is incomplete: the folder %1 holds shards, but not their index (a file that ends in .index.json).</source>
        <translation>模型不完整：文件夹 %1 里有分片，却没有它们的索引（以 .index.json 结尾的文件）。</translation>
    </message>
    <message>
        <source>The model is incomplete: the folder %1 holds no weights (%2 or %3).</source>
        <translation>模型不完整：文件夹 %1 里没有权重（%2 或 %3）。</translation>
    </message>
    <message>
        <source>%1: the tensor &quot;%2&quot; belongs to another kind of network.</source>
        <translation>%1：张量“%2”属于另一种网络。</translation>
    </message>
    <message>
        <source>%1: the blocks of the U-Net are in an order this program does not know.</source>
        <translation>%1：U-Net 各块的顺序是本程序不认识的。</translation>
    </message>
    <message>
        <source>%1 holds no U-Net.</source>
        <translation>%1 里没有 U-Net。</translation>
    </message>
    <message>
        <source>%1 holds no autoencoder.</source>
        <translation>%1 里没有自编码器。</translation>
    </message>
    <message>
        <source>%1 holds no text encoder of the kind InstructPix2Pix uses.</source>
        <translation>%1 里没有 InstructPix2Pix 所用的那种文本编码器。</translation>
    </message>
    <message>
        <source>%1 contradicts the weights: &quot;%2&quot; is %3, but the tensors of %5 say %4.</source>
        <translation>%1 与权重矛盾：“%2”是 %3，而 %5 的张量表明是 %4。</translation>
    </message>
    <message>
        <source>%1 contradicts the weights: &quot;%2&quot; is %3, which does not divide their width %4.</source>
        <translation>%1 与权重矛盾：“%2”是 %3，不能整除宽度 %4。</translation>
    </message>
    <message>
        <source>%1: the graph defines functions of its own, which are not read.</source>
        <translation>%1：计算图定义了自己的函数，这些不会被读取。</translation>
    </message>
    <message>
        <source>%1 is not a frozen TensorFlow graph (it may be a SavedModel).</source>
        <translation>%1 不是冻结的 TensorFlow 计算图（可能是 SavedModel）。</translation>
    </message>
    <message>
        <source>%1: the graph has more than %2 operators.</source>
        <translation>%1：计算图的算子超过 %2 个。</translation>
    </message>
    <message>
        <source>%1 is not a frozen TensorFlow graph: it has no operators.</source>
        <translation>%1 不是冻结的 TensorFlow 计算图：它没有算子。</translation>
    </message>
    <message>
        <source>%1: a name at byte %2 is longer than %3 bytes.</source>
        <translation>%1：字节 %2 处的名称长于 %3 字节。</translation>
    </message>
    <message>
        <source>%1: an operator of the graph has no name or no kind.</source>
        <translation>%1：计算图里有一个算子没有名称或类型。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; has more than %3 attributes.</source>
        <translation>%1：“%2”的属性超过 %3 个。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; has more than %3 inputs.</source>
        <translation>%1：“%2”的输入超过 %3 个。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; has an attribute twice.</source>
        <translation>%1：“%2”有重复的属性。</translation>
    </message>
    <message>
        <source>%1 is too large for a TensorFlow graph.</source>
        <translation>%1 太大，不可能是 TensorFlow 计算图。</translation>
    </message>
    <message>
        <source>%1: the graph has two operators named &quot;%2&quot;.</source>
        <translation>%1：计算图里有两个名为“%2”的算子。</translation>
    </message>
    <message>
        <source>%1: the graph has the operator %2 (&quot;%3&quot;), which this network does not have.</source>
        <translation>%1：计算图里有算子 %2（“%3”），这个网络没有它。</translation>
    </message>
    <message>
        <source>%1: the input &quot;%3&quot; of &quot;%2&quot; is not in the graph.</source>
        <translation>%1：“%2”的输入“%3”不在计算图里。</translation>
    </message>
    <message>
        <source>%1: the graph has a loop at &quot;%2&quot;.</source>
        <translation>%1：计算图在“%2”处有环。</translation>
    </message>
    <message>
        <source>%1: the constant &quot;%2&quot; has no shape.</source>
        <translation>%1：常量“%2”没有形状。</translation>
    </message>
    <message>
        <source>%1: the constant &quot;%2&quot; has a negative side.</source>
        <translation>%1：常量“%2”有负的边长。</translation>
    </message>
    <message>
        <source>%1: the constant &quot;%2&quot; has more than %3 dimensions.</source>
        <translation>%1：常量“%2”的维数超过 %3。</translation>
    </message>
    <message>
        <source>%1: the shape of the constant &quot;%2&quot; is larger than any file.</source>
        <translation>%1：常量“%2”的形状比任何文件都大。</translation>
    </message>
    <message>
        <source>%1: the constant &quot;%2&quot; needs %3 bytes by its shape, but has %4.</source>
        <translation>%1：按形状，常量“%2”需要 %3 字节，但只有 %4。</translation>
    </message>
    <message>
        <source>%1: the constant &quot;%2&quot; has more values than its shape holds.</source>
        <translation>%1：常量“%2”的数值比形状容纳的多。</translation>
    </message>
    <message>
        <source>%1: the constant &quot;%2&quot; would take %3 bytes that are not in the file.</source>
        <translation>%1：常量“%2”要占 %3 字节，而文件里没有这么多。</translation>
    </message>
    <message>
        <source>%1: the pickle keeps too many values.</source>
        <translation>%1：pickle 保留的值太多。</translation>
    </message>
    <message>
        <source>%1: the pickle names a class by %2 bytes.</source>
        <translation>%1：pickle 用 %2 字节来命名一个类。</translation>
    </message>
    <message>
        <source>%1: the key &quot;%2&quot; appears twice.</source>
        <translation>%1：键“%2”出现了两次。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON.</source>
        <translation>%1 不是有效的 JSON。</translation>
    </message>
    <message>
        <source>%1 is too large: %2 bytes where at most %3 are allowed.</source>
        <translation>%1 太大：%2 字节，最多允许 %3。</translation>
    </message>
    <message>
        <source>%1: the archive holds &quot;%2&quot; outside the folder of the model.</source>
        <translation>%1：压缩包里的“%2”在模型文件夹之外。</translation>
    </message>
    <message>
        <source>%1: the data &quot;%2&quot; is longer than its tensors say.</source>
        <translation>%1：数据“%2”比其张量所说的长。</translation>
    </message>
    <message>
        <source>%1: the tensor &quot;%2&quot; holds values that are not numbers.</source>
        <translation>%1：张量“%2”含有不是数的值。</translation>
    </message>
    <message>
        <source>%1 is cut short: a number at byte %2 has no end.</source>
        <translation>%1 被截断：字节 %2 处的数没有结尾。</translation>
    </message>
    <message>
        <source>%1 is damaged: the number at byte %2 is longer than 10 bytes.</source>
        <translation>%1 已损坏：字节 %2 处的数长于 10 字节。</translation>
    </message>
    <message>
        <source>%1 is damaged: there is no field %2 (at byte %3).</source>
        <translation>%1 已损坏：没有字段 %2（字节 %3 处）。</translation>
    </message>
    <message>
        <source>%1 is damaged: the field at byte %2 is of an unknown kind.</source>
        <translation>%1 已损坏：字节 %2 处的字段类型未知。</translation>
    </message>
    <message>
        <source>%1 is cut short: %2 bytes are claimed at byte %3, %4 are left.</source>
        <translation>%1 被截断：字节 %3 处声称有 %2 字节，只剩 %4。</translation>
    </message>
    <message>
        <source>%1 is damaged: field %2 at byte %3 is of the wrong kind.</source>
        <translation>%1 已损坏：字节 %3 处的字段 %2 类型不对。</translation>
    </message>
    <message>
        <source>%1: there are more than %2 values at byte %3.</source>
        <translation>%1：字节 %3 处的值超过 %2 个。</translation>
    </message>
    <message>
        <source>%1 is a ZIP bomb: &quot;%2&quot; claims to unpack %3 bytes to %4.</source>
        <translation>%1 是 ZIP 炸弹：“%2”声称从 %3 字节解压到 %4。</translation>
    </message>
    <message>
        <source>The model knows %1 steps, but %2 were asked for.</source>
        <translation>模型只有 %1 步，却要求了 %2 步。</translation>
    </message>
    <message>
        <source>A clip needs at least %1 frames.</source>
        <translation>短片至少需要 %1 帧。</translation>
    </message>
    <message>
        <source>This clip was computed before: only its frames were painted again.</source>
        <translation>这段短片以前算过：只重新绘制了画面。</translation>
    </message>
    <message>
        <source>The clip was continued after step %1 of %2.</source>
        <translation>短片从第 %1 步（共 %2 步）之后继续。</translation>
    </message>
    <message>
        <source>The clip cannot be continued after an interruption, because its steps could not be saved: %1</source>
        <translation>中断后无法继续这段短片，因为它的步骤无法保存：%1</translation>
    </message>
    <message>
        <source>The model has no graph for faces: they were drawn with the rest of the picture.</source>
        <translation>模型没有人脸的计算图：人脸与画面其余部分一起绘制。</translation>
    </message>
    <message>
        <source>There is no face detector file: faces were found by the built-in detector and are not turned upright.</source>
        <translation>没有人脸检测文件：人脸由内置检测器找到，且不会摆正。</translation>
    </message>
    <message>
        <source>likeness</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>No %1 model is installed: give one with --model, or import one.</source>
        <translation>没有安装 %1 模型：请用 --model 指定，或导入一个。</translation>
    </message>
    <message>
        <source>The model was told: %1</source>
        <translation>告诉模型的是：%1</translation>
    </message>
    <message>
        <source>Not translated: %1.</source>
        <translation>未翻译：%1。</translation>
    </message>
    <message>
        <source>The network worked at %1x%2 pixels; its change was brought to the photo&apos;s %3x%4.</source>
        <translation>网络在 %1x%2 像素下工作；改动已带回照片的 %3x%4。</translation>
    </message>
    <message>
        <source>A face changed: it is about %1 % alike (a rough measure).</source>
        <translation>有一张脸变了：相似度约 %1 %（粗略估计）。</translation>
    </message>
    <message>
        <source>Say it without politeness: a plain command works better.</source>
        <translation>不必客气：直接的指令效果更好。</translation>
    </message>
    <message>
        <source>Say what to do, not what should be.</source>
        <translation>请说要做什么，而不是应该怎样。</translation>
    </message>
    <message>
        <source>The model does not understand &quot;no&quot; and &quot;not&quot;. Say what is to be there instead, or &quot;remove&quot; it.</source>
        <translation>模型不理解“no”和“not”。请说应该有什么，或用“remove”。</translation>
    </message>
    <message>
        <source>Two edits in one: run the first, then &quot;%1&quot; on its result.</source>
        <translation>一句里有两个编辑：先运行第一个，再对结果运行“%1”。</translation>
    </message>
    <message>
        <source>&quot;Put ... on ...&quot; works better than &quot;add ... to ...&quot;.</source>
        <translation>“Put ... on ...”比“add ... to ...”效果好。</translation>
    </message>
    <message>
        <source>There is no verb: say what to do with the photo.</source>
        <translation>没有动词：请说要对照片做什么。</translation>
    </message>
    <message>
        <source>This is long: the model reads some 50 words, and a short command works better.</source>
        <translation>太长了：模型大约读 50 个词，短指令效果更好。</translation>
    </message>
    <message>
        <source>The program&apos;s part for networks could not be loaded: %1.</source>
        <translation>无法载入程序的网络部分：%1。</translation>
    </message>
    <message>
        <source>The program&apos;s part for networks (%1) is not installed.</source>
        <translation>没有安装程序的网络部分（%1）。</translation>
    </message>
    <message>
        <source>None of the faces found (%1) can be restored: they are too small, turned away or cut.</source>
        <translation>找到的人脸（%1）都无法修复：太小、侧转或被切断。</translation>
    </message>
    <message>
        <source>A picture of 16 bits cannot be resampled this way.</source>
        <translation>16 位图片不能这样重采样。</translation>
    </message>
    <message>
        <source>%1 has no token for &quot;%2&quot; and no unknown token.</source>
        <translation>%1 没有“%2”的词元，也没有未知词元。</translation>
    </message>
    <message>
        <source>%1: the folder does not say how long a text may be (&quot;model_max_length&quot;).</source>
        <translation>%1：文件夹没有说明文本可以多长（“model_max_length”）。</translation>
    </message>
    <message>
        <source>%1 is too large for a tokenizer.</source>
        <translation>%1 太大，不可能是分词器。</translation>
    </message>
    <message>
        <source>%1: the id of token &quot;%2&quot; is not a whole number.</source>
        <translation>%1：词元“%2”的编号不是整数。</translation>
    </message>
    <message>
        <source>%1: the id of token &quot;%2&quot; is too large (%3).</source>
        <translation>%1：词元“%2”的编号太大（%3）。</translation>
    </message>
    <message>
        <source>%1: the id of token &quot;%2&quot; is negative (%3).</source>
        <translation>%1：词元“%2”的编号是负数（%3）。</translation>
    </message>
    <message>
        <source>%1: the tokens &quot;%2&quot; and &quot;%3&quot; have the same id (%4).</source>
        <translation>%1：词元“%2”和“%3”的编号相同（%4）。</translation>
    </message>
    <message>
        <source>%1 holds no vocabulary.</source>
        <translation>%1 没有词表。</translation>
    </message>
    <message>
        <source>%1: a token is too long (%2).</source>
        <translation>%1：有一个词元太长（%2）。</translation>
    </message>
    <message>
        <source>%1 has too many merges.</source>
        <translation>%1 的合并规则太多。</translation>
    </message>
    <message>
        <source>%1: merge %2 needs the token &quot;%3&quot;, which the vocabulary lacks.</source>
        <translation>%1：合并规则 %2 需要词元“%3”，而词表里没有。</translation>
    </message>
    <message>
        <source>%1: merge %2 (&quot;%3&quot;) does not have two parts.</source>
        <translation>%1：合并规则 %2（“%3”）不是两部分。</translation>
    </message>
    <message>
        <source>%1: cutting the text on the left (&quot;truncation_side&quot;) is not supported.</source>
        <translation>%1：不支持从左边截断文本（“truncation_side”）。</translation>
    </message>
    <message>
        <source>%1 has too many added tokens.</source>
        <translation>%1 的附加词元太多。</translation>
    </message>
    <message>
        <source>%1: a text of at most %2 tokens cannot hold its begin and end.</source>
        <translation>%1：最多 %2 个词元的文本容不下开头和结尾。</translation>
    </message>
    <message>
        <source>%1 is no byte pair tokenizer, as CLIP needs.</source>
        <translation>%1 不是 CLIP 需要的字节对分词器。</translation>
    </message>
    <message>
        <source>%1 has neither tokenizer.json nor vocab.json with merges.txt.</source>
        <translation>%1 既没有 tokenizer.json，也没有 vocab.json 和 merges.txt。</translation>
    </message>
    <message>
        <source>The cartoon network needs sides that are multiples of %1; these are %2 x %3.</source>
        <translation>卡通网络要求边长是 %1 的倍数；现在是 %2 x %3。</translation>
    </message>
    <message>
        <source>%1 lacks the tensor &quot;%2&quot; that its config.json promises.</source>
        <translation>%1 缺少其 config.json 承诺的张量“%2”。</translation>
    </message>
    <message>
        <source>%1: the face network has %2 encoder stages and %3 decoder stages, which do not belong together.</source>
        <translation>%1：人脸网络有 %2 个编码级和 %3 个解码级，两者不匹配。</translation>
    </message>
    <message>
        <source>%1 is not a cartoon network that is supported: &quot;%2&quot; (%3) stands where it has another operator.</source>
        <translation>%1 不是受支持的卡通网络：“%2”（%3）处本应是另一个算子。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; of &quot;%3&quot; has a value that is not supported.</source>
        <translation>%1：“%3”的“%2”的值不受支持。</translation>
    </message>
    <message>
        <source>%1 is not a cartoon network: the graph has no &quot;%2&quot;.</source>
        <translation>%1 不是卡通网络：计算图没有“%2”。</translation>
    </message>
    <message>
        <source>LaMa needs sides that are multiples of %1 and at least %2; these are %3 x %4.</source>
        <translation>LaMa 要求边长是 %1 的倍数且至少 %2；现在是 %3 x %4。</translation>
    </message>
    <message>
        <source>Filling with LaMa</source>
        <translation>正在用 LaMa 填补</translation>
    </message>
    <message>
        <source>%1 is not a LaMa model: it has no tensor that ends in &quot;%2&quot;.</source>
        <translation>%1 不是 LaMa 模型：没有以“%2”结尾的张量。</translation>
    </message>
    <message>
        <source>Loading LaMa</source>
        <translation>正在载入 LaMa</translation>
    </message>
    <message>
        <source>%1 is a kind of LaMa that is not supported: it has the tensor &quot;%2&quot;.</source>
        <translation>%1 是不受支持的 LaMa：它有张量“%2”。</translation>
    </message>
    <message>
        <source>%1: the tensor &quot;%2&quot; holds variances that are not positive.</source>
        <translation>%1：张量“%2”含有不为正的方差。</translation>
    </message>
    <message>
        <source>A face&apos;s landmarks lie in one point.</source>
        <translation>有一张脸的特征点都在同一点。</translation>
    </message>
    <message>
        <source>The numbers grew too large for half precision in the %1: it is computed in full precision now, which is slower.</source>
        <translation>%1的数值对半精度来说太大：现改用全精度计算，较慢。</translation>
    </message>
    <message>
        <source>The %1 gives no valid numbers, even in full precision. Its file may be damaged.</source>
        <translation>%1即使用全精度也给不出有效的数。它的文件可能已损坏。</translation>
    </message>
    <message>
        <source>The photo is too small to be drawn: %1x%2 pixels.</source>
        <translation>照片太小，无法绘制：%1x%2 像素。</translation>
    </message>
    <message>
        <source>Finding faces</source>
        <translation>正在寻找人脸</translation>
    </message>
    <message>
        <source>The drawing failed in half precision and was computed again in full precision.</source>
        <translation>半精度绘制失败，已用全精度重算。</translation>
    </message>
    <message>
        <source>The folder %1 holds no cartoon model: there is no file that ends in &quot;_bg.pb&quot; in it.</source>
        <translation>文件夹 %1 里没有卡通模型：没有以“_bg.pb”结尾的文件。</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在载入模型</translation>
    </message>
    <message>
        <source>The face network gave no usable picture at reduced precision: it was run again in float32.</source>
        <translation>人脸网络在降低的精度下没有给出可用的画面：已用 float32 重新运行。</translation>
    </message>
    <message>
        <source>%1 gave an empty picture.</source>
        <translation>%1 给出了空白画面。</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>太小</translation>
    </message>
    <message>
        <source>turned away</source>
        <translation>侧转</translation>
    </message>
    <message>
        <source>cut by the edge</source>
        <translation>被边缘切断</translation>
    </message>
    <message>
        <source>Looking for faces</source>
        <translation>正在找人脸</translation>
    </message>
    <message>
        <source>Restoring the face</source>
        <translation>正在修复人脸</translation>
    </message>
    <message>
        <source>The photo is not square: the face in it was stretched to the network&apos;s %1x%1 pixels.</source>
        <translation>照片不是正方形：其中的脸被拉伸到网络的 %1x%1 像素。</translation>
    </message>
    <message>
        <source>There is no face parser file: each face went back as a rectangle with a soft border.</source>
        <translation>没有人脸解析文件：每张脸以带柔边的矩形放回。</translation>
    </message>
    <message>
        <source>The face at %1, %2 would no longer look like itself: its strength was lowered from %3% to %4%.</source>
        <translation>%1, %2 处的脸会不再像本人：强度已从 %3% 降到 %4%。</translation>
    </message>
    <message>
        <source>The face at %1, %2 is too small and was left as it is.</source>
        <translation>%1, %2 处的脸太小，保持原样。</translation>
    </message>
    <message>
        <source>The face at %1, %2 is turned away and was left as it is.</source>
        <translation>%1, %2 处的脸侧转了，保持原样。</translation>
    </message>
    <message>
        <source>The face at %1, %2 is cut by the photo&apos;s edge and was left as it is.</source>
        <translation>%1, %2 处的脸被照片边缘切断，保持原样。</translation>
    </message>
    <message>
        <source>The photo is %1x%2 pixels, which is too small for an aligned face.</source>
        <translation>照片是 %1x%2 像素，对已对齐的脸来说太小。</translation>
    </message>
    <message>
        <source>%1 says %2 is %3, but the other networks of the model need %4.</source>
        <translation>%1 说 %2 是 %3，但模型的其他网络需要 %4。</translation>
    </message>
    <message>
        <source>%1 knows %2 tokens, fewer than the tokenizer uses.</source>
        <translation>%1 认识 %2 个词元，少于分词器使用的。</translation>
    </message>
    <message>
        <source>%1 reads %2 tokens, fewer than the tokenizer gives.</source>
        <translation>%1 读取 %2 个词元，少于分词器给出的。</translation>
    </message>
    <message>
        <source>The model&apos;s own sampler (%1) is not known here: DDIM was used.</source>
        <translation>不认识模型自己的采样器（%1）：已改用 DDIM。</translation>
    </message>
    <message>
        <source>The clip should be %1x%2 pixels, but this model needs sides that are multiples of %3.</source>
        <translation>短片应为 %1x%2 像素，但这个模型要求边长是 %3 的倍数。</translation>
    </message>
    <message>
        <source>The prompt is longer than the %1 tokens the model reads: its end was left out.</source>
        <translation>提示词比模型读取的 %1 个词元长：末尾被省略。</translation>
    </message>
    <message>
        <source>text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>image encoder</source>
        <translation>图像编码器</translation>
    </message>
    <message>
        <source>autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>Reading the photo</source>
        <translation>正在读取照片</translation>
    </message>
    <message>
        <source>clip network</source>
        <translation>短片网络</translation>
    </message>
    <message>
        <source>Making the frames move</source>
        <translation>正在让画面动起来</translation>
    </message>
    <message>
        <source>Painting the frames</source>
        <translation>正在绘制各帧</translation>
    </message>
    <message>
        <source>%1 holds no vocabulary: put the model&apos;s &quot;tokenizer&quot; folder beside it.</source>
        <translation>%1 里没有词表：请把模型的“tokenizer”文件夹放在旁边。</translation>
    </message>
    <message>
        <source>%1 is no InstructPix2Pix model: its tensors have other names.</source>
        <translation>%1 不是 InstructPix2Pix 模型：张量名称不同。</translation>
    </message>
    <message>
        <source>%1 is no InstructPix2Pix model: its first layer takes %2 channels, not %3.</source>
        <translation>%1 不是 InstructPix2Pix 模型：第一层接收 %2 个通道，而不是 %3。</translation>
    </message>
    <message>
        <source>The model&apos;s own sampler (%1) is not known here: Euler ancestral was used.</source>
        <translation>不认识模型自己的采样器（%1）：已改用 Euler ancestral。</translation>
    </message>
    <message>
        <source>Painting the result</source>
        <translation>正在绘制结果</translation>
    </message>
    <message>
        <source>The network computed in %1: small differences from the full precision (fp32) are possible.</source>
        <translation>网络以 %1 计算：与全精度（fp32）可能略有差别。</translation>
    </message>
    <message>
        <source>The photo is %1x%2 pixels, but at its own size this model needs sides that are multiples of %3.</source>
        <translation>照片是 %1x%2 像素，但以原尺寸运行时，这个模型要求边长是 %3 的倍数。</translation>
    </message>
    <message>
        <source>The instruction is longer than the %1 tokens the model reads: it was cut after &quot;%2&quot;.</source>
        <translation>指令比模型读取的 %1 个词元长：在“%2”之后被截断。</translation>
    </message>
    <message>
        <source>Editing the photo</source>
        <translation>正在编辑照片</translation>
    </message>
    <message>
        <source>The folder %1 holds no LaMa model: there is no models/best.ckpt and no big-lama.pt in it.</source>
        <translation>文件夹 %1 里没有 LaMa 模型：没有 models/best.ckpt，也没有 big-lama.pt。</translation>
    </message>
    <message>
        <source>Memory does not suffice to fill at %1x%2 pixels: the hole was filled at %3x%4 and enlarged.</source>
        <translation>内存不足以在 %1x%2 像素下填补：已在 %3x%4 下填补再放大。</translation>
    </message>
    <message>
        <source>The fill failed in half precision and was computed again in full precision.</source>
        <translation>半精度填补失败，已用全精度重算。</translation>
    </message>
    <message>
        <source>There is no device &quot;%1&quot; here: this build of libtorch sees %2 CUDA devices.</source>
        <translation>这里没有设备“%1”：此 libtorch 能看到 %2 个 CUDA 设备。</translation>
    </message>
    <message>
        <source>Half precision (fp16) needs a CUDA device; on a processor use bf16 or fp32.</source>
        <translation>半精度（fp16）需要 CUDA 设备；在处理器上请用 bf16 或 fp32。</translation>
    </message>
    <message>
        <source>%1: the U-Net expects words of width %2, but the text encoder gives %3.</source>
        <translation>%1：U-Net 需要宽度为 %2 的词向量，但文本编码器给出 %3。</translation>
    </message>
    <message>
        <source>%1 is a diffusion model that no tool here runs (%2).</source>
        <translation>%1 是这里没有工具能运行的扩散模型（%2）。</translation>
    </message>
    <message>
        <source>%1 is there too, for computing in half precision.</source>
        <translation>%1 也在，用于半精度计算。</translation>
    </message>
    <message>
        <source>The model is incomplete: the file %1 is missing.</source>
        <translation>模型不完整：缺少文件 %1。</translation>
    </message>
    <message>
        <source>%1 holds the U-Net a second time, averaged over its training (EMA); that copy is skipped.</source>
        <translation>%1 里还有一份在训练中平均的 U-Net（EMA）；跳过该副本。</translation>
    </message>
    <message>
        <source>CLIP&apos;s word lists are not beside %1: those of an installed InstructPix2Pix are used, or put its tokenizer folder there.</source>
        <translation>%1 旁边没有 CLIP 的词表：使用已安装的 InstructPix2Pix 的词表，或把它的 tokenizer 文件夹放在那里。</translation>
    </message>
    <message>
        <source>%1 is one of DCT-Net&apos;s two graphs; give the folder that holds both.</source>
        <translation>%1 是 DCT-Net 两个计算图之一；请给出同时包含两者的文件夹。</translation>
    </message>
    <message>
        <source>%1 is a face network of the cartoon&apos;s first authors, which is not needed: faces are found by RetinaFace or the built-in detector.</source>
        <translation>%1 是卡通原作者的人脸网络，这里不需要：人脸由 RetinaFace 或内置检测器找到。</translation>
    </message>
    <message>
        <source>%1 is a TensorFlow graph this program does not know.</source>
        <translation>%1 是本程序不认识的 TensorFlow 计算图。</translation>
    </message>
    <message>
        <source>The folder %1 holds no graph that any tool here runs.</source>
        <translation>文件夹 %1 里没有这里的工具能运行的计算图。</translation>
    </message>
    <message>
        <source>The model is incomplete: the folder %1 lacks DCT-Net&apos;s %2 graph.</source>
        <translation>模型不完整：文件夹 %1 缺少 DCT-Net 的 %2 计算图。</translation>
    </message>
    <message>
        <source>%1 is installed already, as &quot;%2&quot;.</source>
        <translation>%1 已经安装，名为“%2”。</translation>
    </message>
    <message>
        <source>Checking the files</source>
        <translation>正在检查文件</translation>
    </message>
    <message>
        <source>Copying the model</source>
        <translation>正在复制模型</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 已损坏。</translation>
    </message>
    <message>
        <source>There is no folder for models: neither XDG_DATA_HOME nor HOME is set.</source>
        <translation>没有存放模型的文件夹：XDG_DATA_HOME 和 HOME 都没有设置。</translation>
    </message>
    <message>
        <source>The model %1 lies in %2, which is not your own models folder; remove it there by hand.</source>
        <translation>模型 %1 位于 %2，那不是你自己的模型文件夹；请在那里手动删除。</translation>
    </message>
    <message>
        <source>There is no installed model &quot;%1&quot;.</source>
        <translation>没有已安装的模型“%1”。</translation>
    </message>
    <message>
        <source>%1 holds several models: %2. Give one of them.</source>
        <translation>%1 里有多个模型：%2。请给出其中一个。</translation>
    </message>
    <message>
        <source>The folder %1 holds no model file this program knows.</source>
        <translation>文件夹 %1 里没有本程序认识的模型文件。</translation>
    </message>
    <message>
        <source>%1 is a GPEN model with an encoder of %2 levels, which is not known.</source>
        <translation>%1 是编码器有 %2 级的 GPEN 模型，本程序不认识。</translation>
    </message>
    <message>
        <source>%1 is RetinaFace on another network than ResNet-50, which is not supported.</source>
        <translation>%1 是建立在 ResNet-50 以外网络上的 RetinaFace，不受支持。</translation>
    </message>
    <message>
        <source>%1 is a face parser with %2 classes; one with 19 is needed.</source>
        <translation>%1 是有 %2 个类别的人脸解析器；需要 19 个类别的。</translation>
    </message>
    <message>
        <source>%1 is Real-ESRNet, which enlarges pictures; no tool here uses it.</source>
        <translation>%1 是 Real-ESRNet，用来放大图片；这里没有工具使用它。</translation>
    </message>
    <message>
        <source>%1 is a later PyTorch variant of DCT-Net; the published frozen graphs (.pb) are needed.</source>
        <translation>%1 是 DCT-Net 后来的 PyTorch 变体；需要已发布的冻结计算图（.pb）。</translation>
    </message>
    <message>
        <source>%1 is RIFE from before version 4.0; a version from 4.0 on is needed.</source>
        <translation>%1 是 4.0 版之前的 RIFE；需要 4.0 或更新的版本。</translation>
    </message>
    <message>
        <source>%1 is one component of a diffusion model; give the folder of the whole model.</source>
        <translation>%1 是扩散模型的一个部件；请给出整个模型的文件夹。</translation>
    </message>
    <message>
        <source>%1 is a Stable Diffusion XL model, which no tool here runs.</source>
        <translation>%1 是 Stable Diffusion XL 模型，这里没有工具能运行它。</translation>
    </message>
    <message>
        <source>%1 is plain Stable Diffusion: its U-Net takes %2 channels where InstructPix2Pix has %3. No tool here runs it.</source>
        <translation>%1 是普通的 Stable Diffusion：它的 U-Net 接收 %2 个通道，而 InstructPix2Pix 是 %3 个。这里没有工具能运行它。</translation>
    </message>
    <message>
        <source>%1 is a Stable Diffusion inpainting model: its U-Net takes %2 channels where InstructPix2Pix has %3. No tool here runs it.</source>
        <translation>%1 是 Stable Diffusion 修补模型：它的 U-Net 接收 %2 个通道，而 InstructPix2Pix 是 %3 个。这里没有工具能运行它。</translation>
    </message>
    <message>
        <source>%1 is a diffusion model whose U-Net takes %2 channels and gives %3; no tool here runs it.</source>
        <translation>%1 是 U-Net 接收 %2 个通道、给出 %3 个通道的扩散模型；这里没有工具能运行它。</translation>
    </message>
    <message>
        <source>%1 holds %2 tensors of a network this program does not know, the first named &quot;%3&quot;.</source>
        <translation>%1 含有 %2 个张量，属于本程序不认识的网络，第一个名为“%3”。</translation>
    </message>
    <message>
        <source>%1 cannot be moved to the trash: %2.</source>
        <translation>%1 无法移到回收站：%2。</translation>
    </message>
    <message>
        <source>There is no model &quot;%1&quot; in the catalogue. Known are %2.</source>
        <translation>目录里没有模型“%1”。已知的有 %2。</translation>
    </message>
    <message>
        <source>This version downloads nothing. %1 is published at %2; load it there, then run `tintype models import PATH`.</source>
        <translation>此版本不下载任何东西。%1 发布在 %2；请在那里下载，然后运行 `tintype models import PATH`。</translation>
    </message>
    <message>
        <source>editing network</source>
        <translation>编辑网络</translation>
    </message>
    <message>
        <source>The flow scale is %1, but must be 0.25, 0.5, 1, 2 or 4.</source>
        <translation>光流缩放为 %1，但必须是 0.25、0.5、1、2 或 4。</translation>
    </message>
    <message>
        <source>Frames were not mixed across scene cuts: %1 of them.</source>
        <translation>镜头切换处未混合画面：共 %1 帧。</translation>
    </message>
    <message>
        <source>Memory is short: the picture is read and painted in strips, which takes longer.</source>
        <translation>内存不足：图片将按条带读取和绘制，耗时更长。</translation>
    </message>
    <message>
        <source>The network works at %1x%2 pixels instead of %3x%4, to stay within %5 of memory.</source>
        <translation>为把内存控制在 %5 以内，网络以 %1x%2 像素处理，而不是 %3x%4。</translation>
    </message>
    <message>
        <source>The program&apos;s part for networks (%1) was not built together with this program: build or install both anew.</source>
        <translation>程序的网络部分（%1）与本程序不是一起构建的：请重新构建或安装两者。</translation>
    </message>
    <message>
        <source>%1 is not a RIFE model of version 4: it has no tensor that ends in &quot;%2&quot;.</source>
        <translation>%1 不是 RIFE 第 4 版的模型：其中没有以“%2”结尾的张量。</translation>
    </message>
    <message>
        <source>Loading RIFE</source>
        <translation>正在加载 RIFE</translation>
    </message>
    <message>
        <source>%1 is a kind of RIFE that is not supported: it has the tensor &quot;%2&quot;.</source>
        <translation>%1 是不支持的 RIFE 类型：其中有张量“%2”。</translation>
    </message>
    <message>
        <source>The folder %1 holds no RIFE model: there is no flownet.pkl in it.</source>
        <translation>文件夹 %1 中没有 RIFE 模型：缺少 flownet.pkl。</translation>
    </message>
    <message>
        <source>The motion could not be followed in half precision and was computed again in full precision.</source>
        <translation>半精度无法追踪运动，已用全精度重新计算。</translation>
    </message>
    <message>
        <source>Memory does not suffice to interpolate at %1x%2 pixels.</source>
        <translation>内存不足，无法以 %1x%2 像素插帧。</translation>
    </message>
    <message>
        <source>To stay within the memory, motion was looked for in pictures of a smaller size.</source>
        <translation>为不超出内存，已在缩小的画面中寻找运动。</translation>
    </message>
    <message>
        <source>There is no mark to learn: the mask is empty.</source>
        <translation>没有可学习的水印：蒙版是空的。</translation>
    </message>
    <message>
        <source>The marked part is %1x%2 pixels: too small to find it in other photos.</source>
        <translation>标记的部分只有 %1x%2 像素：太小，无法在其他照片中找到。</translation>
    </message>
    <message>
        <source>%1 is %2; a cartoon needs the published frozen graphs of DCT-Net (.pb).</source>
        <translation>%1 是 %2；卡通化需要官方发布的 DCT-Net 冻结图 (.pb)。</translation>
    </message>
    <message>
        <source>No face to draw was found: the network for the whole picture drew all of it.</source>
        <translation>没有找到可绘制的人脸：全部由整图网络绘制。</translation>
    </message>
    <message>
        <source>%1 of the faces found are too small for the face network and were drawn with the rest.</source>
        <translation>找到的人脸中有 %1 张太小，不适合人脸网络，已随其余部分一起绘制。</translation>
    </message>
    <message>
        <source>Mixing the faces</source>
        <translation>正在混合人脸</translation>
    </message>
    <message>
        <source>The mark was not found in %1.</source>
        <translation>在 %1 中没有找到水印。</translation>
    </message>
    <message>
        <source>The mark of %1 was found in none of the photos.</source>
        <translation>所有照片中都没有找到 %1 的水印。</translation>
    </message>
    <message>
        <source>The mark is half transparent: it is taken off, and only what it hides is filled.</source>
        <translation>水印是半透明的：直接将其去除，只填补被完全遮住的部分。</translation>
    </message>
    <message>
        <source>The built-in engine does not take things out by words (%1). Choose Erase and brush over what should go.</source>
        <translation>内置引擎不能按文字去除物体（%1）。请选择“擦除”，把要去掉的部分涂出来。</translation>
    </message>
    <message>
        <source>%1 holds no clip that can be painted again.</source>
        <translation>%1 中没有可以重新绘制的视频。</translation>
    </message>
    <message>
        <source>The clip was painted as it was after step %1 of %2: it is not finished.</source>
        <translation>视频按第 %1 步（共 %2 步）之后的样子绘制：尚未完成。</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>end</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>The part of the clip ends at second %1, before it starts at second %2.</source>
        <translation>片段的终点（第 %1 秒）早于起点（第 %2 秒）。</translation>
    </message>
    <message>
        <source>quality (CRF)</source>
        <translation>质量（CRF）</translation>
    </message>
    <message>
        <source>number of frames painted together</source>
        <translation>一起绘制的帧数</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>crossfade</source>
        <translation>交叉淡化</translation>
    </message>
    <message>
        <source>number of repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Writing frames</source>
        <translation>正在写入帧</translation>
    </message>
    <message>
        <source>There is no room for a sample of the clip.</source>
        <translation>没有空间存放视频的试编码片段。</translation>
    </message>
    <message>
        <source>Encoding a sample</source>
        <translation>正在试编码一小段</translation>
    </message>
    <message>
        <source>Frame %1 of %2</source>
        <translation>第 %1 帧，共 %2 帧</translation>
    </message>
    <message>
        <source>The frames of %1 come unevenly: the new clip shows %2 a second.</source>
        <translation>%1 的帧间隔不均匀：新视频每秒显示 %2 帧。</translation>
    </message>
    <message>
        <source>%1 of %2 frames stay as they are: no face was found in them.</source>
        <translation>%2 帧中有 %1 帧保持原样：其中没有找到人脸。</translation>
    </message>
    <message>
        <source>The sound was left out: it does not fit another speed, a loop or a repeat.</source>
        <translation>声音已略去：它不适合改变后的速度、循环或重复。</translation>
    </message>
    <message>
        <source>The built-in engine&apos;s result is as small as it works: %1 x %2 pixels.</source>
        <translation>内置引擎的结果与其工作尺寸一样小：%1 x %2 像素。</translation>
    </message>
    <message>
        <source>The picture between has 8 bits a channel and no transparency.</source>
        <translation>中间的图片每通道 8 位，没有透明度。</translation>
    </message>
    <message>
        <source>Memory is short: the networks are read from their files layer by layer, which takes longer.</source>
        <translation>内存不足：网络将从文件逐层读取，耗时更长。</translation>
    </message>
    <message>
        <source>Memory is short: the frames are painted one by one.</source>
        <translation>内存不足：逐帧绘制。</translation>
    </message>
    <message>
        <source>Built-in clip export</source>
        <translation>内置视频导出</translation>
    </message>
    <message>
        <source>The saved clip does not suit this model.</source>
        <translation>保存的视频数据与此模型不符。</translation>
    </message>
    <message>
        <source>A GIF shows at most 50 frames a second: frames in between were left out.</source>
        <translation>GIF 每秒最多显示 50 帧：中间的帧已略去。</translation>
    </message>
    <message>
        <source>The graphics card could not take a frame: %1.</source>
        <translation>显卡无法接收一帧：%1。</translation>
    </message>
    <message>
        <source>%1 has no frames from second %2 on: it lasts %3 seconds.</source>
        <translation>%1 从第 %2 秒起没有帧：全长 %3 秒。</translation>
    </message>
    <message>
        <source>The clip measures %1 x %2 pixels: both sides must be even.</source>
        <translation>视频为 %1 x %2 像素：两边都必须是偶数。</translation>
    </message>
    <message>
        <source>The poster was left out: this kind of clip has none.</source>
        <translation>封面已略去：这种视频没有封面。</translation>
    </message>
    <message>
        <source>The graphics card encodes the clip (%1).</source>
        <translation>由显卡编码视频（%1）。</translation>
    </message>
    <message>
        <source>This kind of clip has no transparency: it is shown over black.</source>
        <translation>这种视频没有透明度：以黑色为底显示。</translation>
    </message>
    <message>
        <source>%1 is a clip, and the result is named like a picture or must be one.</source>
        <translation>%1 是视频，而结果按图片命名或必须是图片。</translation>
    </message>
    <message>
        <source>%1 has no frame at second %2: it lasts %3 seconds.</source>
        <translation>%1 在第 %2 秒没有帧：全长 %3 秒。</translation>
    </message>
    <message>
        <source>%1 is damaged at second %2.</source>
        <translation>%1 在第 %2 秒处损坏。</translation>
    </message>
    <message>
        <source>No clip made with a model is kept here.</source>
        <translation>这里没有保存用模型生成的视频。</translation>
    </message>
    <message>
        <source>The latents of %1 are not kept here: the clip can only be made again.</source>
        <translation>这里没有保存 %1 的潜变量：只能重新生成该视频。</translation>
    </message>
</context>
<context>
    <name>tintype::app::CartoonMix</name>
    <message>
        <source>Cartoon strength</source>
        <translation>卡通强度</translation>
    </message>
</context>
<context>
    <name>tintype::app::CrashRecovery</name>
    <message>
        <source>an unsaved photo</source>
        <translation>未保存的照片</translation>
    </message>
    <message>
        <source>Tintype did not close properly while %1 was open.</source>
        <translation>Tintype 上次未正常关闭，当时打开的是：%1。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Tintype was closed before the changes to %1 were saved.</source>
        <translation>在保存对 %1 的改动之前，Tintype 被关闭了。</translation>
    </message>
    <message>
        <source>Restore mask</source>
        <translation>恢复蒙版</translation>
    </message>
</context>
<context>
    <name>tintype::app::DecodeAgain</name>
    <message>
        <source>Nothing is kept of this clip any more: it can only be made again.</source>
        <translation>此视频的中间数据已不再保留：只能重新生成。</translation>
    </message>
    <message>
        <source>The clip was stopped after step %1 of %2. What was computed is kept.</source>
        <translation>视频在第 %1 步（共 %2 步）之后停止。已计算的部分都保留着。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Decode what there is...</source>
        <translation>解码已有部分…</translation>
    </message>
</context>
<context>
    <name>tintype::app::FaceMix</name>
    <message>
        <source>Face strength</source>
        <translation>人脸强度</translation>
    </message>
</context>
<context>
    <name>tintype::app::GalleryLink</name>
    <message>
        <source>Choose result</source>
        <translation>选用结果</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Save the contact sheet</source>
        <translation>保存缩略图总览</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为“%1”。</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) moved to the trash.</source>
        <translation>
            <numerusform>已将 %n 个结果移到回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>tintype::app::GuidanceGrid</name>
    <message>
        <source>The grid was stopped.</source>
        <translation>网格已停止。</translation>
    </message>
</context>
<context>
    <name>tintype::app::MarkReview</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Photos with the same mark</source>
        <translation>带有相同水印的照片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.heic *.avif);;All files (*)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.heic *.avif);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Looking for the mark...</source>
        <translation>正在寻找水印…</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>Working out what the mark is made of...</source>
        <translation>正在分析水印的构成…</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) written.</source>
        <translation>
            <numerusform>已写出 %n 个结果。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be done.</source>
        <translation>
            <numerusform>有 %n 张照片未能完成。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::app::PhotoFiles</name>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>%1 is damaged: only a part of it could be read.</source>
        <translation>“%1”已损坏：只能读取其中一部分。</translation>
    </message>
    <message>
        <source>What is missing is gray.</source>
        <translation>缺失的部分显示为灰色。</translation>
    </message>
    <message>
        <source>%1 holds several pictures: this is the first one.</source>
        <translation>“%1”含有多张图片：这是第一张。</translation>
    </message>
    <message>
        <source>%1 is the original and stays as it is.</source>
        <translation>“%1”是原始文件，不会被改动。</translation>
    </message>
    <message>
        <source>Save under another name.</source>
        <translation>请换个名称保存。</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为“%1”。</translation>
    </message>
    <message>
        <source>Import mask</source>
        <translation>导入蒙版</translation>
    </message>
    <message>
        <source>Sample picture</source>
        <translation>示例图片</translation>
    </message>
</context>
<context>
    <name>tintype::app::PictureEdits</name>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Straighten</source>
        <translation>拉直</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>更改尺寸</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>调整</translation>
    </message>
</context>
<context>
    <name>tintype::app::QueueRecovery</name>
    <message>
        <source>A job was not finished last time: %1.</source>
        <translation>上次有一个任务未完成：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs were not finished last time.</source>
        <translation>
            <numerusform>上次有 %n 个任务未完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>tintype::app::Results</name>
    <message>
        <source>Back to the original</source>
        <translation>还原为原图</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>清除蒙版</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为“%1”。</translation>
    </message>
</context>
<context>
    <name>tintype::app::StyleSheet</name>
    <message>
        <source>The styles were stopped.</source>
        <translation>风格绘制已停止。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::AboutDialog</name>
    <message>
        <source>About Tintype</source>
        <translation>关于 Tintype</translation>
    </message>
    <message>
        <source>Tintype %1</source>
        <translation>Tintype %1</translation>
    </message>
    <message>
        <source>A photo editor that works on your own computer. Nothing is sent anywhere, and an original file is never written to.</source>
        <translation>完全在本机运行的照片编辑器。不会上传任何内容，也绝不改写原始文件。</translation>
    </message>
    <message>
        <source>Built with Qt %1, OpenCV, FFmpeg, Exiv2 and Little CMS.</source>
        <translation>基于 Qt %1、OpenCV、FFmpeg、Exiv2 和 Little CMS 构建。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::AdjustPanel</name>
    <message>
        <source>Adjust</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Open a photo first.</source>
        <translation>请先打开一张照片。</translation>
    </message>
    <message>
        <source>Move a slider first.</source>
        <translation>请先拖动滑块。</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光度</translation>
    </message>
    <message>
        <source>Two stops darker or brighter at the ends.</source>
        <translation>两端分别减少或增加两挡曝光。</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Flatter or stronger tones.</source>
        <translation>层次更平缓或更强烈。</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>饱和度</translation>
    </message>
    <message>
        <source>From black and white to vivid.</source>
        <translation>从黑白到鲜艳。</translation>
    </message>
    <message>
        <source>Warmth</source>
        <translation>色温</translation>
    </message>
    <message>
        <source>Cooler or warmer light.</source>
        <translation>光线偏冷或偏暖。</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>锐度</translation>
    </message>
    <message>
        <source>Softer or sharper.</source>
        <translation>更柔和或更锐利。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
</context>
<context>
    <name>tintype::ui::AnimatePanel</name>
    <message>
        <source>Animate</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>I2VGen-XL moves what is in the photo</source>
        <translation>I2VGen-XL 能让照片里的内容动起来</translation>
    </message>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames of %1 x %2</source>
        <translation>
            <numerusform>%n 帧，%1 x %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>运动幅度</translation>
    </message>
    <message>
        <source>How far the camera goes.</source>
        <translation>镜头移动的幅度。</translation>
    </message>
    <message>
        <source>still</source>
        <translation>静止</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>强烈</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Of the clip, before it goes back.</source>
        <translation>片段的时长，不含倒放部分。</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Draft, 512</source>
        <translation>草稿，512</translation>
    </message>
    <message>
        <source>Small, 854</source>
        <translation>标清，854</translation>
    </message>
    <message>
        <source>HD, 1280</source>
        <translation>高清，1280</translation>
    </message>
    <message>
        <source>Full HD, 1920</source>
        <translation>全高清，1920</translation>
    </message>
    <message>
        <source>Forth and back, as a loop</source>
        <translation>往返循环</translation>
    </message>
    <message>
        <source>The network was trained on %1 frames: more may repeat themselves.</source>
        <translation>该网络按 %1 帧训练：更多帧可能会重复。</translation>
    </message>
    <message>
        <source>Fewer than 30 steps make a draft.</source>
        <translation>少于 30 步只是草稿。</translation>
    </message>
    <message>
        <source>Tiny</source>
        <translation>极小</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>小</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大</translation>
    </message>
    <message>
        <source>As it was trained</source>
        <translation>与训练时相同</translation>
    </message>
    <message>
        <source>%1, like %2x%3</source>
        <translation>%1，相当于 %2x%3</translation>
    </message>
    <message>
        <source>Follow the text</source>
        <translation>听话程度</translation>
    </message>
    <message>
        <source>How strongly the words act on the clip.</source>
        <translation>文字对视频的作用强度。</translation>
    </message>
    <message>
        <source>loosely</source>
        <translation>随意</translation>
    </message>
    <message>
        <source>closely</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>Not to be seen</source>
        <translation>不应出现的内容</translation>
    </message>
    <message>
        <source>What the network keeps out of the clip, in English.</source>
        <translation>网络应避免出现在视频中的内容，用英文写。</translation>
    </message>
    <message>
        <source>Back to the usual words</source>
        <translation>恢复常用词</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <source>Motion rate</source>
        <translation>运动速率</translation>
    </message>
    <message>
        <source>The frame rate the network imagines: higher means less happens from frame to frame.</source>
        <translation>网络设想的帧率：越高，帧与帧之间的变化越小。</translation>
    </message>
    <message>
        <source>How fast the clip is played; the frames stay the same.</source>
        <translation>视频的播放快慢；帧本身不变。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>More take longer and look better, up to about 50.</source>
        <translation>越多耗时越长、效果越好，约 50 为止。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Framing</source>
        <translation>取景</translation>
    </message>
    <message>
        <source>What happens to a photo of another shape.</source>
        <translation>照片形状不同时如何处理。</translation>
    </message>
    <message>
        <source>As the photo</source>
        <translation>与照片相同</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Black border</source>
        <translation>黑边</translation>
    </message>
    <message>
        <source>Blurred border</source>
        <translation>模糊边</translation>
    </message>
</context>
<context>
    <name>tintype::ui::CanvasView</name>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>No photo is open.</source>
        <translation>没有打开照片。</translation>
    </message>
    <message>
        <source>%1 by %2 pixels, shown at %3 percent.</source>
        <translation>%1 x %2 像素，显示比例 %3%。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>修改前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>修改后</translation>
    </message>
</context>
<context>
    <name>tintype::ui::CartoonPanel</name>
    <message>
        <source>Cartoon</source>
        <translation>卡通</translation>
    </message>
    <message>
        <source>DCT-Net draws people better</source>
        <translation>DCT-Net 画人物效果更好</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>How much of the cartoon is mixed into the photo, edges first.</source>
        <translation>卡通效果融入照片的程度，边缘优先。</translation>
    </message>
    <message>
        <source>a touch</source>
        <translation>一点点</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完全</translation>
    </message>
    <message>
        <source>Move the slider to mix this cartoon anew: no run is needed.</source>
        <translation>拖动滑块即可重新混合此卡通效果，无需再次运行。</translation>
    </message>
    <message>
        <source>Long side</source>
        <translation>长边</translation>
    </message>
    <message>
        <source>As the photo</source>
        <translation>与照片相同</translation>
    </message>
    <message>
        <source>Long side of the result</source>
        <translation>结果的长边</translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>All styles...</source>
        <translation>所有风格…</translation>
    </message>
    <message>
        <source>This photo in every style, small, to choose from.</source>
        <translation>把这张照片的每种风格都画成小图，供您选择。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ClipBar</name>
    <message>
        <source>Clip</source>
        <translation>视频片段</translation>
    </message>
    <message>
        <source>Play the clip</source>
        <translation>播放视频</translation>
    </message>
    <message>
        <source>Run on the whole clip</source>
        <translation>用于整段视频</translation>
    </message>
    <message>
        <source>Off: only on this frame, to try it.</source>
        <translation>关闭时只处理这一帧，用来试效果。</translation>
    </message>
    <message>
        <source>This tool works on one frame.</source>
        <translation>此工具只处理一帧。</translation>
    </message>
    <message>
        <source>Smooth motion...</source>
        <translation>平滑运动…</translation>
    </message>
    <message>
        <source>Export clip...</source>
        <translation>导出视频…</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ClipExportDialog</name>
    <message>
        <source>Show this frame before it plays</source>
        <translation>播放前显示这一帧</translation>
    </message>
    <message>
        <source>About %1: %2 frames, %3 s</source>
        <translation>约 %1：%2 帧，%3 秒</translation>
    </message>
    <message>
        <source>Export clip</source>
        <translation>导出视频</translation>
    </message>
    <message>
        <source>Folder of PNG pictures</source>
        <translation>PNG 图片文件夹</translation>
    </message>
    <message>
        <source>%1x</source>
        <translation>%1 倍</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>原始尺寸</translation>
    </message>
    <message>
        <source>No loop</source>
        <translation>不循环</translation>
    </message>
    <message>
        <source>Forth and back</source>
        <translation>往返</translation>
    </message>
    <message>
        <source>End melts into start</source>
        <translation>结尾融入开头</translation>
    </message>
    <message>
        <source>Long side %1</source>
        <translation>长边 %1</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>From, to (seconds)</source>
        <translation>起止（秒）</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Loop, fade (seconds)</source>
        <translation>循环、淡化（秒）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Poster</source>
        <translation>封面</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>First second</source>
        <translation>起始秒</translation>
    </message>
    <message>
        <source>Last second</source>
        <translation>结束秒</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Seconds of the fade</source>
        <translation>淡化秒数</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Measuring...</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>This format has no quality to choose.</source>
        <translation>此格式没有质量可选。</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation>“%1”已存在。要替换吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ClipPlayer</name>
    <message>
        <source>Clip</source>
        <translation>视频片段</translation>
    </message>
    <message>
        <source>Position in the clip</source>
        <translation>片段播放位置</translation>
    </message>
    <message>
        <source>Use this frame as the photo</source>
        <translation>将此帧设为当前照片</translation>
    </message>
    <message>
        <source>Back to the photo (Esc)</source>
        <translation>返回照片（Esc）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格键）</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>播放（空格键）</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>%1 / %2 s</source>
        <translation>%1 / %2 秒</translation>
    </message>
    <message>
        <source>The clip is damaged from here on.</source>
        <translation>片段从此处开始已损坏。</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>从这里开始</translation>
    </message>
    <message>
        <source>The part to export starts at this frame (I)</source>
        <translation>要导出的部分从这一帧开始（I）</translation>
    </message>
    <message>
        <source>End here</source>
        <translation>到这里结束</translation>
    </message>
    <message>
        <source>The part to export ends with this frame (O)</source>
        <translation>要导出的部分到这一帧结束（O）</translation>
    </message>
    <message>
        <source>Use the tools on this clip</source>
        <translation>对此视频使用工具</translation>
    </message>
    <message>
        <source>Smooth the motion</source>
        <translation>平滑运动</translation>
    </message>
    <message>
        <source>Export the clip</source>
        <translation>导出视频</translation>
    </message>
    <message>
        <source>%1 / %2 s, part %3 to %4</source>
        <translation>%1 / %2 秒，选段 %3 至 %4</translation>
    </message>
</context>
<context>
    <name>tintype::ui::CompareView</name>
    <message>
        <source>Compare results</source>
        <translation>对比结果</translation>
    </message>
    <message>
        <source>Show what differs between the first two, four times as bright (D)</source>
        <translation>以四倍亮度显示前两张的差异（D）</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Back to the photo (Esc)</source>
        <translation>返回照片（Esc）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This picture cannot be opened.</source>
        <translation>无法打开这张图片。</translation>
    </message>
    <message>
        <source>Loading...</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Show the pictures beside each other; the wheel zooms all of them</source>
        <translation>并排显示图片；滚轮同时缩放全部</translation>
    </message>
    <message>
        <source>Change map</source>
        <translation>变化图</translation>
    </message>
    <message>
        <source>Show where and how much the second differs from the first, with figures (C)</source>
        <translation>显示第二张与第一张的差异位置和程度，并给出数值 (C)</translation>
    </message>
    <message>
        <source>%1 of the pixels changed, %2 clearly.</source>
        <translation>%1 的像素有变化，%2 变化明显。</translation>
    </message>
    <message>
        <source>The face that changed most is about %1 alike (a rough measure).</source>
        <translation>变化最大的人脸相似度约为 %1（粗略估计）。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::CropPanel</name>
    <message>
        <source>Crop and rotate</source>
        <translation>裁剪和旋转</translation>
    </message>
    <message>
        <source>Open a photo first.</source>
        <translation>请先打开一张照片。</translation>
    </message>
    <message>
        <source>Cut the photo to the frame</source>
        <translation>按裁剪框裁剪照片</translation>
    </message>
    <message>
        <source>Move the frame&apos;s edges or the straighten slider first.</source>
        <translation>请先移动裁剪框的边缘或拉直滑块。</translation>
    </message>
    <message>
        <source>%1 x %2 pixels</source>
        <translation>%1 x %2 像素</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Ratio of the crop frame</source>
        <translation>裁剪框的比例</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由</translation>
    </message>
    <message>
        <source>As the photo</source>
        <translation>与照片相同</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>向左旋转</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>向右旋转</translation>
    </message>
    <message>
        <source>Flip horizontally</source>
        <translation>水平翻转</translation>
    </message>
    <message>
        <source>Flip vertically</source>
        <translation>垂直翻转</translation>
    </message>
    <message>
        <source>Straighten</source>
        <translation>拉直</translation>
    </message>
    <message>
        <source>Turns the photo and cuts the empty corners away.</source>
        <translation>旋转照片并裁去空白边角。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tintype::ui::DecodeDialog</name>
    <message>
        <source>Forth and back, as a loop</source>
        <translation>往返循环</translation>
    </message>
    <message>
        <source>Decode again</source>
        <translation>重新解码</translation>
    </message>
    <message>
        <source>%1 frames of %2 x %3, as they were after step %4 of %5.</source>
        <translation>%1 帧，%2 x %3，为第 %4 步（共 %5 步）之后的样子。</translation>
    </message>
    <message>
        <source>%1 frames of %2 x %3. Their motion is not computed again.</source>
        <translation>%1 帧，%2 x %3。运动不会重新计算。</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Frames painted together</source>
        <translation>一起绘制的帧数</translation>
    </message>
    <message>
        <source>More need more memory and may be faster on a graphics card; the frames stay the same.</source>
        <translation>越多需要的内存越多，在显卡上可能更快；帧本身不变。</translation>
    </message>
    <message>
        <source>Decode</source>
        <translation>解码</translation>
    </message>
</context>
<context>
    <name>tintype::ui::DetailsPane</name>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Use these settings again</source>
        <translation>沿用这些设置</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Use as the photo</source>
        <translation>设为当前照片</translation>
    </message>
    <message>
        <source>%1 x %2 pixels</source>
        <translation>%1 x %2 像素</translation>
    </message>
    <message>
        <source>%1 of the pixels changed</source>
        <translation>改动了 %1 的像素</translation>
    </message>
    <message>
        <source>Select a result to see how it was made.</source>
        <translation>选择一个结果，查看它是如何生成的。</translation>
    </message>
    <message>
        <source>Show all %1 results</source>
        <translation>显示全部 %1 个结果</translation>
    </message>
    <message>
        <source>Move this one to the trash</source>
        <translation>将此结果移到回收站</translation>
    </message>
    <message>
        <source>The newest of %1 results of this photo. Ratings and the trash act on this one alone.</source>
        <translation>此照片 %1 个结果中最新的一个。评分和回收站只作用于这一个。</translation>
    </message>
    <message>
        <source>Decode again...</source>
        <translation>重新解码…</translation>
    </message>
    <message>
        <source>At another rate or in another format, without computing the motion anew.</source>
        <translation>换一种帧率或格式，不重新计算运动。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ErasePanel</name>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>LaMa fills large areas better</source>
        <translation>LaMa 填补大面积效果更好</translation>
    </message>
    <message>
        <source>Paint over what should go first.</source>
        <translation>请先涂抹要去除的内容。</translation>
    </message>
    <message>
        <source>Paint over a thing, a stain or a watermark, then run.</source>
        <translation>涂抹要去除的物体、污渍或水印，然后运行。</translation>
    </message>
    <message>
        <source>Grow the mask</source>
        <translation>扩大蒙版</translation>
    </message>
    <message>
        <source>Fills this far beyond what you painted, so that no rim stays.</source>
        <translation>填补范围比涂抹区域多出的距离，以免留下边缘痕迹。</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>羽化边缘</translation>
    </message>
    <message>
        <source>Mixes the fill into the photo over this width.</source>
        <translation>填补内容与照片融合的宽度。</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Only for photos you own or have a licence for.</source>
        <translation>仅限用于自有或已获授权的照片。</translation>
    </message>
    <message>
        <source>Same mark in other photos...</source>
        <translation>其他照片中的相同水印…</translation>
    </message>
    <message>
        <source>Looks for what you painted over in photos you choose, and shows each place before anything is changed.</source>
        <translation>在您选择的照片中寻找涂抹过的内容，并在改动之前逐一显示位置。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ErrorStrip</name>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ExportDialog</name>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>About %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>原始尺寸</translation>
    </message>
    <message>
        <source>Long side %1</source>
        <translation>长边 %1</translation>
    </message>
    <message>
        <source>Other long side</source>
        <translation>自定义长边</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Everything, with the recipe</source>
        <translation>全部，包括配方</translation>
    </message>
    <message>
        <source>Credit and copyright only</source>
        <translation>仅署名和版权</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>Long side in pixels</source>
        <translation>长边像素数</translation>
    </message>
    <message>
        <source>This format loses nothing, so it has no quality.</source>
        <translation>此格式为无损格式，没有质量选项。</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Measuring...</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation>“%1”已存在。要替换吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
</context>
<context>
    <name>tintype::ui::FaceChips</name>
    <message>
        <source>Face %1</source>
        <translation>人脸 %1</translation>
    </message>
    <message>
        <source>Face %1 before</source>
        <translation>人脸 %1，修复前</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>修复前</translation>
    </message>
    <message>
        <source>Strength for face %1</source>
        <translation>人脸 %1 的强度</translation>
    </message>
    <message>
        <source>After</source>
        <translation>修复后</translation>
    </message>
    <message>
        <source>Face %1 after</source>
        <translation>人脸 %1，修复后</translation>
    </message>
    <message>
        <source>Left as it is: %1</source>
        <translation>保持原样：%1</translation>
    </message>
</context>
<context>
    <name>tintype::ui::Filmstrip</name>
    <message>
        <source>Frames of the coming clip</source>
        <translation>即将生成的视频的帧</translation>
    </message>
</context>
<context>
    <name>tintype::ui::GalleryPage</name>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Back to the photo (Esc)</source>
        <translation>返回照片（Esc）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>All tools</source>
        <translation>所有工具</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Any rating</source>
        <translation>不限评级</translation>
    </message>
    <message numerus="yes">
        <source>%n star(s) or more</source>
        <translation>
            <numerusform>%n 星及以上</numerusform>
        </translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评级</translation>
    </message>
    <message>
        <source>Search instructions</source>
        <translation>搜索指令</translation>
    </message>
    <message>
        <source>Show rejected</source>
        <translation>显示已淘汰项</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Contact sheet...</source>
        <translation>缩略图总览…</translation>
    </message>
    <message>
        <source>Save the selected results, or all shown, as one captioned picture</source>
        <translation>将选中的结果（或当前显示的全部结果）存为一张带说明的图片</translation>
    </message>
    <message>
        <source>Nothing here yet. Every result you make is kept here.</source>
        <translation>这里还没有内容。生成的每个结果都会保存在这里。</translation>
    </message>
    <message>
        <source>Moved to the trash.</source>
        <translation>已移到回收站。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) moved to the trash.</source>
        <translation>
            <numerusform>已将 %n 个结果移到回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>Select two to nine pictures, then compare them (%1)</source>
        <translation>选择两到九张图片，然后比较（%1）</translation>
    </message>
    <message>
        <source>Results of one photo</source>
        <translation>同一照片的结果</translation>
    </message>
    <message>
        <source>Stacks</source>
        <translation>堆叠</translation>
    </message>
    <message>
        <source>Show the results of each photo as one stack; open it with Return or a double click</source>
        <translation>把每张照片的结果显示为一叠；按回车或双击打开</translation>
    </message>
    <message>
        <source>Back to all photos (Esc)</source>
        <translation>返回全部照片 (Esc)</translation>
    </message>
    <message>
        <source>The newest result moved to the trash. The others of this photo stay.</source>
        <translation>最新的结果已移到回收站，此照片的其他结果保留。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::GuidanceGridDialog</name>
    <message>
        <source>Guidance grid</source>
        <translation>强度网格</translation>
    </message>
    <message>
        <source>Small, quick versions of your edit. Click the one you like: its values are taken and the photo is edited in full.</source>
        <translation>编辑结果的小而快的版本。点击喜欢的一个：采用它的数值并完整编辑照片。</translation>
    </message>
    <message>
        <source>Follow the text %1</source>
        <translation>遵循文字 %1</translation>
    </message>
    <message>
        <source>Keep the photo
%1</source>
        <translation>保留照片
%1</translation>
    </message>
    <message>
        <source>Progress of the grid</source>
        <translation>网格的进度</translation>
    </message>
    <message>
        <source>Follow the text %1, keep the photo %2</source>
        <translation>遵循文字 %1，保留照片 %2</translation>
    </message>
</context>
<context>
    <name>tintype::ui::GuideDialog</name>
    <message>
        <source>Quick guide</source>
        <translation>快速入门</translation>
    </message>
    <message>
        <source>Say it</source>
        <translation>说一句话</translation>
    </message>
    <message>
        <source>Open a photo, type what should change in the line below it, and press Return.</source>
        <translation>打开一张照片，在下方输入框里写出想改什么，然后按回车键。</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>只改这里</translation>
    </message>
    <message>
        <source>Paint a mask with the brush (B). An edit then stays inside it; every other pixel stays exactly as it was.</source>
        <translation>用画笔（B）绘制蒙版。编辑只在蒙版内生效，其余像素完全不变。</translation>
    </message>
    <message>
        <source>Make it go away</source>
        <translation>让它消失</translation>
    </message>
    <message>
        <source>Choose Erase, paint over the thing, and run.</source>
        <translation>选择“擦除”，涂抹要去除的内容，然后运行。</translation>
    </message>
    <message>
        <source>Look at both</source>
        <translation>前后对照</translation>
    </message>
    <message>
        <source>Hold \ for the original, or press Y for before and after side by side.</source>
        <translation>按住 \ 查看原图，或按 Y 并排显示修改前后。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>随时撤销</translation>
    </message>
    <message>
        <source>Ctrl+Z takes back every step. Each result also stays in the gallery (G).</source>
        <translation>按 Ctrl+Z 可逐步撤销。每个结果也会保留在图库（G）中。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保存成果</translation>
    </message>
    <message>
        <source>Ctrl+E exports a copy. The original file is never written to.</source>
        <translation>按 Ctrl+E 导出副本。绝不改写原始文件。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::HistoryPopup</name>
    <message>
        <source>Search past instructions</source>
        <translation>搜索历史指令</translation>
    </message>
    <message>
        <source>Past instructions</source>
        <translation>历史指令</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>加星标</translation>
    </message>
    <message>
        <source>There is no past instruction here.</source>
        <translation>这里没有历史指令。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::InstructPanel</name>
    <message>
        <source>Instruct</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>InstructPix2Pix can do more</source>
        <translation>InstructPix2Pix 能做更多</translation>
    </message>
    <message>
        <source>Type what should change first, or pick a preset.</source>
        <translation>请先输入想改什么，或选择一个预设。</translation>
    </message>
    <message>
        <source>Follow the text</source>
        <translation>听话程度</translation>
    </message>
    <message>
        <source>How strongly the words act on the picture.</source>
        <translation>文字对画面的影响有多强。</translation>
    </message>
    <message>
        <source>loosely</source>
        <translation>随意</translation>
    </message>
    <message>
        <source>closely</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>Keep the photo</source>
        <translation>原图保留度</translation>
    </message>
    <message>
        <source>How much of the photo stays as it was.</source>
        <translation>保留多少照片原貌。</translation>
    </message>
    <message>
        <source>change more</source>
        <translation>多改动</translation>
    </message>
    <message>
        <source>keep more</source>
        <translation>多保留</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>How many results one run makes, each from the next seed.</source>
        <translation>每次运行生成的结果数，种子依次递增。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Working size</source>
        <translation>处理尺寸</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Needs InstructPix2Pix: the built-in engine has no steps and works at the photo&apos;s own size.</source>
        <translation>需要 InstructPix2Pix：内置引擎没有步数，并按照片原尺寸处理。</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>As the model says</source>
        <translation>按模型的设定</translation>
    </message>
    <message>
        <source>Guidance grid...</source>
        <translation>强度网格…</translation>
    </message>
    <message>
        <source>Small versions at several strengths, to choose from.</source>
        <translation>几种强度的小图，供你选择。</translation>
    </message>
    <message>
        <source>Change amount</source>
        <translation>改变程度</translation>
    </message>
    <message>
        <source>Moves the two below together: closer to the words, further from the photo.</source>
        <translation>同时移动下面两项：更贴近文字，更远离照片。</translation>
    </message>
    <message>
        <source>subtle</source>
        <translation>细微</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>强烈</translation>
    </message>
</context>
<context>
    <name>tintype::ui::InstructionAdvice</name>
    <message>
        <source>Not translated: %1.</source>
        <translation>未翻译：%1。</translation>
    </message>
    <message>
        <source>Use the English</source>
        <translation>使用英文</translation>
    </message>
    <message>
        <source>Puts the English into the line, where it can be changed. Undo brings the Chinese back.</source>
        <translation>把英文放进输入行，可在那里修改。撤销可恢复中文。</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>Say it as: %1</source>
        <translation>改说成：%1</translation>
    </message>
    <message>
        <source>The model reads: %1.</source>
        <translation>模型读到：%1。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::InstructionBox</name>
    <message>
        <source>%1 (needs a model)</source>
        <translation>%1（需要模型）</translation>
    </message>
    <message>
        <source>There are no presets.</source>
        <translation>没有预设。</translation>
    </message>
    <message>
        <source>Light, colour, weather and focus work without a model. Return runs.</source>
        <translation>光线、颜色、天气和焦点无需模型即可调整。按回车键运行。</translation>
    </message>
    <message>
        <source>Say where the camera goes, or leave it empty for a slow zoom in.</source>
        <translation>说出镜头怎么移动，留空则缓慢推近。</translation>
    </message>
    <message>
        <source>Understood: %1.</source>
        <translation>已理解：%1。</translation>
    </message>
    <message>
        <source>The built-in engine does not know: %1.</source>
        <translation>内置引擎不认识：%1。</translation>
    </message>
    <message>
        <source>Understood.</source>
        <translation>已理解。</translation>
    </message>
    <message>
        <source>What should change? For example: make the sky stormy</source>
        <translation>想改什么？例如：让天空乌云密布</translation>
    </message>
    <message>
        <source>How should the camera move? For example: zoom in slowly, pan left</source>
        <translation>镜头怎么移动？例如：慢慢推近，向左平移</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Camera move</source>
        <translation>镜头运动</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Instructions to start from, by category</source>
        <translation>按类别列出的现成指令</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Instructions you ran before</source>
        <translation>运行过的指令</translation>
    </message>
    <message>
        <source>Return runs.</source>
        <translation>按回车键运行。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ItemDelegate</name>
    <message>
        <source>Built-in</source>
        <translation>内置</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ItemModel</name>
    <message numerus="yes">
        <source>%1, %n star(s)</source>
        <translation>
            <numerusform>%1，%n 星</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
%2 · %3
%4 x %5 · seed %6</source>
        <translation>%1
%2 · %3
%4 x %5 · 种子 %6</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more of this photo</source>
        <translation>
            <numerusform>%1，以及此照片的另外 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::ui::JobStrip</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Stopping after this step...</source>
        <translation>完成此步后停止…</translation>
    </message>
    <message numerus="yes">
        <source>Paused, %n waiting</source>
        <translation>
            <numerusform>已暂停，%n 个等待中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>显示队列</translation>
    </message>
    <message>
        <source>Cancel this job</source>
        <translation>取消此任务</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>任务进度</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1：%2/%3</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1，剩余 %2</translation>
    </message>
    <message>
        <source>%1 (paused)</source>
        <translation>%1（已暂停）</translation>
    </message>
    <message>
        <source>Go on with the job</source>
        <translation>继续任务</translation>
    </message>
    <message>
        <source>Pause the job after this step; it goes on from there, also after a restart</source>
        <translation>在这一步之后暂停任务；之后从那里继续，重启后也可以</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pausing after this step...</source>
        <translation>将在这一步之后暂停…</translation>
    </message>
</context>
<context>
    <name>tintype::ui::MainWindow</name>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Nothing was undone.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>尚未做任何改动。</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>图片 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a photo</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Save the photo</source>
        <translation>保存照片</translation>
    </message>
    <message>
        <source>What was dropped is not a file on this computer.</source>
        <translation>拖入的内容不是本机上的文件。</translation>
    </message>
    <message>
        <source>Save it to a folder first, then drop it again.</source>
        <translation>请先将它保存到文件夹，再拖入。</translation>
    </message>
    <message>
        <source>Import a mask</source>
        <translation>导入蒙版</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</translation>
    </message>
    <message>
        <source>Export the mask</source>
        <translation>导出蒙版</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Open a photo first.</source>
        <translation>请先打开一张照片。</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>%1[*] - Tintype</source>
        <translation>%1[*] - Tintype</translation>
    </message>
    <message>
        <source>Tintype</source>
        <translation>Tintype</translation>
    </message>
    <message>
        <source>Opening %1...</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source> (damaged file)</source>
        <translation>（文件已损坏）</translation>
    </message>
    <message>
        <source>%1%2   %3 x %4   %5%</source>
        <translation>%1%2   %3 x %4   %5%</translation>
    </message>
    <message>
        <source>Save the changes to this photo?</source>
        <translation>要保存对这张照片的更改吗？</translation>
    </message>
    <message>
        <source>Results of runs stay in the gallery in any case.</source>
        <translation>无论如何，运行结果都会保留在图库中。</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>The published model does this tool&apos;s work as soon as it is installed.</source>
        <translation>安装已发布的模型后，此工具即由该模型完成。</translation>
    </message>
    <message>
        <source>Download its file or folder, then run: tintype models import PATH</source>
        <translation>下载模型文件或文件夹，然后运行：tintype models import 路径</translation>
    </message>
    <message>
        <source>Pictures and clips (%1)</source>
        <translation>图片和视频（%1）</translation>
    </message>
</context>
<context>
    <name>tintype::ui::MarkReviewDialog</name>
    <message>
        <source>Take it off...</source>
        <translation>去除…</translation>
    </message>
    <message>
        <source>The same mark in other photos</source>
        <translation>其他照片中的相同水印</translation>
    </message>
    <message>
        <source>The marked part was looked for in each photo. Look through the places before anything is changed; the results go into a folder of your choice.</source>
        <translation>已在每张照片中寻找标记的部分。请在改动之前检查各个位置；结果会保存到您选择的文件夹。</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Only for photos you own or have a licence for.</source>
        <translation>仅限用于自有或已获授权的照片。</translation>
    </message>
    <message>
        <source>The mark, enlarged</source>
        <translation>放大的水印</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下</translation>
    </message>
    <message>
        <source>Move the place by a pixel: %1</source>
        <translation>把位置移动一个像素：%1</translation>
    </message>
    <message>
        <source>%1 % sure</source>
        <translation>把握 %1 %</translation>
    </message>
    <message>
        <source>probably not there (%1 %)</source>
        <translation>很可能没有 (%1 %)</translation>
    </message>
    <message>
        <source>%1: %2 x %3 pixels at %4, %5</source>
        <translation>%1：%2 x %3 像素，位于 %4，%5</translation>
    </message>
    <message numerus="yes">
        <source>Take it off %n photo(s)...</source>
        <translation>
            <numerusform>从 %n 张照片中去除…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::ui::MaskBar</name>
    <message>
        <source>Invert mask</source>
        <translation>反选蒙版</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>清除蒙版</translation>
    </message>
    <message>
        <source>Grow mask</source>
        <translation>扩大蒙版</translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation>收缩蒙版</translation>
    </message>
    <message>
        <source>Feather mask</source>
        <translation>羽化蒙版</translation>
    </message>
    <message>
        <source>Overlay colour</source>
        <translation>蒙版颜色</translation>
    </message>
    <message>
        <source>Mask tools</source>
        <translation>蒙版工具</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Brush (B): paint what may change; the right button erases</source>
        <translation>画笔（B）：涂抹可改动的区域，右键擦除</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Eraser (E): take away from the mask</source>
        <translation>橡皮擦（E）：从蒙版中减去</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Lasso (L): draw around it, or click corner by corner</source>
        <translation>套索（L）：沿轮廓拖动，或逐点单击</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Rectangle (U): Shift makes a square, Alt takes away</source>
        <translation>矩形（U）：按住 Shift 画正方形，按住 Alt 减去</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Brush size in pixels of the photo ([ and ])</source>
        <translation>画笔大小，单位为照片像素（[ 和 ]）</translation>
    </message>
    <message>
        <source>Brush size in pixels</source>
        <translation>画笔大小（像素）</translation>
    </message>
    <message>
        <source>Brush hardness</source>
        <translation>画笔硬度</translation>
    </message>
    <message>
        <source>How hard the brush&apos;s edge is</source>
        <translation>画笔边缘的软硬程度</translation>
    </message>
    <message>
        <source>Invert the mask (Ctrl+I)</source>
        <translation>反选蒙版（Ctrl+I）</translation>
    </message>
    <message>
        <source>Clear the mask (Del)</source>
        <translation>清除蒙版（Del）</translation>
    </message>
    <message>
        <source>Grow the mask by the pixels set at the right</source>
        <translation>按右侧设定的像素数扩大蒙版</translation>
    </message>
    <message>
        <source>Shrink the mask by the pixels set at the right</source>
        <translation>按右侧设定的像素数收缩蒙版</translation>
    </message>
    <message>
        <source>Soften the mask&apos;s edge by the pixels set at the right</source>
        <translation>按右侧设定的像素数羽化蒙版边缘</translation>
    </message>
    <message>
        <source>Pixels to grow, shrink or feather</source>
        <translation>扩大、收缩或羽化的像素数</translation>
    </message>
    <message>
        <source>Pixels to grow, shrink or feather by</source>
        <translation>扩大、收缩或羽化的像素数</translation>
    </message>
    <message>
        <source>Show overlay</source>
        <translation>显示蒙版颜色</translation>
    </message>
    <message>
        <source>Show or hide the mask&apos;s colour (Q)</source>
        <translation>显示或隐藏蒙版颜色（Q）</translation>
    </message>
    <message>
        <source>Choose the overlay&apos;s colour</source>
        <translation>选择蒙版颜色</translation>
    </message>
    <message>
        <source>Import mask</source>
        <translation>导入蒙版</translation>
    </message>
    <message>
        <source>Import the mask from a picture</source>
        <translation>从图片导入蒙版</translation>
    </message>
    <message>
        <source>Export mask</source>
        <translation>导出蒙版</translation>
    </message>
    <message>
        <source>Export the mask as a picture</source>
        <translation>将蒙版导出为图片</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>More mask tools</source>
        <translation>更多蒙版工具</translation>
    </message>
</context>
<context>
    <name>tintype::ui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Older steps move to the disk when the history needs more than this.</source>
        <translation>历史记录超出此值时，较早的步骤会移到磁盘。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Memory for undo</source>
        <translation>撤销内存</translation>
    </message>
    <message>
        <source>Mask colour</source>
        <translation>蒙版颜色</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>The most memory a run may use. Empty: as much as is free.</source>
        <translation>一次运行最多可用的内存。留空：使用全部空闲内存。</translation>
    </message>
    <message>
        <source>Memory for a run</source>
        <translation>每次运行的内存</translation>
    </message>
</context>
<context>
    <name>tintype::ui::QueuePopup</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>没有等待中的任务。</translation>
    </message>
    <message>
        <source>%1 (running)</source>
        <translation>%1（运行中）</translation>
    </message>
    <message>
        <source>One place earlier</source>
        <translation>上移一位</translation>
    </message>
    <message>
        <source>To the front</source>
        <translation>移到最前</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ResizeDialog</name>
    <message>
        <source>Keep the shape</source>
        <translation>锁定宽高比</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>更改尺寸</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>百分比</translation>
    </message>
</context>
<context>
    <name>tintype::ui::RestorePanel</name>
    <message>
        <source>Restore</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>GPEN rebuilds faces it cannot see well</source>
        <translation>GPEN 能重建模糊不清的人脸</translation>
    </message>
    <message>
        <source>Looking for faces...</source>
        <translation>正在查找人脸…</translation>
    </message>
    <message>
        <source>Faces show here when a photo is open.</source>
        <translation>打开照片后，人脸会显示在这里。</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) found. Untick those that should stay as they are.</source>
        <translation>
            <numerusform>找到 %n 张人脸。不需要修复的请取消勾选。</numerusform>
        </translation>
    </message>
    <message>
        <source>Faces are still being looked for.</source>
        <translation>仍在查找人脸。</translation>
    </message>
    <message>
        <source>Tick at least one face first.</source>
        <translation>请至少勾选一张人脸。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>For all faces; each has its own slider below.</source>
        <translation>作用于所有人脸；下方可逐张调整。</translation>
    </message>
    <message>
        <source>Also enlarge twice</source>
        <translation>同时放大 2 倍</translation>
    </message>
    <message>
        <source>Left as it is: it would no longer look like itself.</source>
        <translation>保持原样：处理后会不像本人。</translation>
    </message>
    <message>
        <source>Lowered to %1% to stay alike.</source>
        <translation>为保持相像，已降到 %1%。</translation>
    </message>
    <message>
        <source>Likeness %1%</source>
        <translation>相似度 %1%</translation>
    </message>
    <message>
        <source>Faces cannot be found here: the package opencv-data is missing.</source>
        <translation>无法寻找人脸：缺少 opencv-data 软件包。</translation>
    </message>
    <message>
        <source>No face was found.</source>
        <translation>没有找到人脸。</translation>
    </message>
    <message>
        <source>None of these faces can be restored.</source>
        <translation>这些人脸都无法修复。</translation>
    </message>
    <message>
        <source>Keep faces like themselves</source>
        <translation>保持人脸像本人</translation>
    </message>
    <message>
        <source>A face&apos;s strength is lowered until it looks enough like before.</source>
        <translation>降低该人脸的强度，直到与原来足够相像。</translation>
    </message>
    <message>
        <source>Move the sliders to mix these faces anew: no run is needed.</source>
        <translation>移动滑块即可重新混合这些人脸，无需再次运行。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ResultsStrip</name>
    <message>
        <source>Results of this photo</source>
        <translation>此照片的结果</translation>
    </message>
    <message>
        <source>Back to the photo as it was opened</source>
        <translation>返回刚打开时的照片</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Progress of the coming result</source>
        <translation>结果生成进度</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>淘汰</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Results appear here. The photo itself is never changed.</source>
        <translation>结果会显示在这里。照片本身不会被改动。</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Use as the photo</source>
        <translation>设为当前照片</translation>
    </message>
    <message>
        <source>Use these settings again</source>
        <translation>沿用这些设置</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Compare the selected results side by side (%1)</source>
        <translation>并排比较所选结果（%1）</translation>
    </message>
    <message>
        <source>Star or unstar the selected results (%1)</source>
        <translation>为所选结果加星或去星（%1）</translation>
    </message>
    <message>
        <source>Reject the selected results (%1)</source>
        <translation>淘汰所选结果（%1）</translation>
    </message>
    <message>
        <source>All results of all photos</source>
        <translation>所有照片的所有结果</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Decode again...</source>
        <translation>重新解码…</translation>
    </message>
</context>
<context>
    <name>tintype::ui::RunBox</name>
    <message>
        <source>Add to the queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run (%1)</source>
        <translation>运行（%1）</translation>
    </message>
    <message>
        <source>Needs %1 of %2 free</source>
        <translation>需要 %1，可用 %2</translation>
    </message>
    <message>
        <source>Needs %1 of %2 free, at a smaller size than asked: more free memory gives a larger one.</source>
        <translation>可用 %2，需要 %1，尺寸比要求的小：释放更多内存可得到更大的尺寸。</translation>
    </message>
    <message>
        <source>Needs %1, but only %2 is free: choose a smaller size or close other programs.</source>
        <translation>需要 %1，但只有 %2 可用：请选较小的尺寸或关闭其他程序。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>Takes about %1 on this machine</source>
        <translation>在这台电脑上约需 %1</translation>
    </message>
</context>
<context>
    <name>tintype::ui::RunControl</name>
    <message>
        <source>Open a photo first.</source>
        <translation>请先打开一张照片。</translation>
    </message>
    <message>
        <source>Use Apply on this panel.</source>
        <translation>请使用此面板上的“应用”。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::SeedRow</name>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed and settings give the same picture.</source>
        <translation>种子和设置相同，生成的图片也相同。</translation>
    </message>
    <message>
        <source>Keep this seed for the next runs</source>
        <translation>后续运行沿用此种子</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <source>Use the last result&apos;s seed again: there is no result yet</source>
        <translation>沿用上一个结果的种子：还没有结果</translation>
    </message>
    <message>
        <source>Use the last result&apos;s seed again: %1</source>
        <translation>沿用上一个结果的种子：%1</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ShortcutEditor</name>
    <message>
        <source>Default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>All defaults</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其快捷键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <source>%1 already belongs to &quot;%2&quot;. Give that command another key first.</source>
        <translation>%1 已用于“%2”。请先为该命令换一个快捷键。</translation>
    </message>
    <message>
        <source>Choose a command first.</source>
        <translation>请先选择一个命令。</translation>
    </message>
    <message>
        <source>Press the new key</source>
        <translation>请按下新快捷键</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ShortcutSheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Space or middle button</source>
        <translation>空格键或鼠标中键</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+滚轮</translation>
    </message>
    <message>
        <source>Every key can be changed in Edit, Preferences.</source>
        <translation>所有快捷键都可在“编辑”菜单的“偏好设置”中更改。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::SidePanel</name>
    <message>
        <source>Built-in engine</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>Engine: %1</source>
        <translation>引擎：%1</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>tintype::ui::SliderRow</name>
    <message>
        <source>Double click puts the default back.</source>
        <translation>双击可恢复默认值。</translation>
    </message>
</context>
<context>
    <name>tintype::ui::SmoothDialog</name>
    <message>
        <source>Smooth motion</source>
        <translation>平滑运动</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Frames are not mixed across scene cuts, and repeated frames stay as they are.</source>
        <translation>场景切换处不会混合前后帧，重复的帧保持原样。</translation>
    </message>
    <message>
        <source>The clip has</source>
        <translation>视频现有</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>由谁生成</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>%1 frames a second</source>
        <translation>每秒 %1 帧</translation>
    </message>
</context>
<context>
    <name>tintype::ui::SplitDivider</name>
    <message>
        <source>Divider between before and after</source>
        <translation>修改前后的分隔线</translation>
    </message>
    <message>
        <source>Drag, or press the arrow keys, to compare before and after</source>
        <translation>拖动或按方向键，对比修改前后</translation>
    </message>
    <message>
        <source>%1 percent before</source>
        <translation>修改前占 %1%</translation>
    </message>
</context>
<context>
    <name>tintype::ui::StartPage</name>
    <message>
        <source>Drop a photo here</source>
        <translation>把照片拖到这里</translation>
    </message>
    <message>
        <source>or paste one. Then say in one sentence what should change.</source>
        <translation>或直接粘贴，然后用一句话说出想改什么。</translation>
    </message>
    <message>
        <source>Open a photo</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试用示例照片</translation>
    </message>
    <message>
        <source>Recent photos</source>
        <translation>最近的照片</translation>
    </message>
</context>
<context>
    <name>tintype::ui::StyleDialog</name>
    <message>
        <source>Cartoon styles</source>
        <translation>卡通风格</translation>
    </message>
    <message>
        <source>Your photo in every style, small. Click the one you like.</source>
        <translation>您的照片的每种风格小图。点击您喜欢的一种。</translation>
    </message>
    <message>
        <source>Progress of the styles</source>
        <translation>风格绘制进度</translation>
    </message>
</context>
<context>
    <name>tintype::ui::ToolRail</name>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
</context>
</TS>
