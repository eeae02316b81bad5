<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>tintype::app::GalleryLink</name>
    <message numerus="yes">
        <source>%n result(s) moved to the trash.</source>
        <translation>
            <numerusform>%n result moved to the trash.</numerusform>
            <numerusform>%n results moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::app::MarkReview</name>
    <message numerus="yes">
        <source>%n result(s) written.</source>
        <translation>
            <numerusform>%n result written.</numerusform>
            <numerusform>%n results written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be done.</source>
        <translation>
            <numerusform>%n photo could not be done.</numerusform>
            <numerusform>%n photos could not be done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::app::QueueRecovery</name>
    <message numerus="yes">
        <source>%n jobs were not finished last time.</source>
        <translation>
            <numerusform>%n job was not finished last time.</numerusform>
            <numerusform>%n jobs were not finished last time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::ui::AnimatePanel</name>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames of %1 x %2</source>
        <translation>
            <numerusform>%n frame of %1 x %2</numerusform>
            <numerusform>%n frames of %1 x %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::ui::GalleryPage</name>
    <message numerus="yes">
        <source>%n star(s) or more</source>
        <translation>
            <numerusform>%n star or more</numerusform>
            <numerusform>%n stars or more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) moved to the trash.</source>
        <translation>
            <numerusform>%n result moved to the trash.</numerusform>
            <numerusform>%n results moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::ui::ItemModel</name>
    <message numerus="yes">
        <source>%1 and %n more of this photo</source>
        <translation>
            <numerusform>%1 and %n more of this photo</numerusform>
            <numerusform>%1 and %n more of this photo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n star(s)</source>
        <translation>
            <numerusform>%1, %n star</numerusform>
            <numerusform>%1, %n stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::ui::JobStrip</name>
    <message numerus="yes">
        <source>Paused, %n waiting</source>
        <translation>
            <numerusform>Paused, %n waiting</numerusform>
            <numerusform>Paused, %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::ui::MarkReviewDialog</name>
    <message numerus="yes">
        <source>Take it off %n photo(s)...</source>
        <translation>
            <numerusform>Take it off %n photo...</numerusform>
            <numerusform>Take it off %n photos...</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tintype::ui::RestorePanel</name>
    <message numerus="yes">
        <source>%n face(s) found. Untick those that should stay as they are.</source>
        <translation>
            <numerusform>%n face found. Untick it if it should stay as it is.</numerusform>
            <numerusform>%n faces found. Untick those that should stay as they are.</numerusform>
        </translation>
    </message>
</context>
</TS>
