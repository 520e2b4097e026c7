namespace SmartCityPia.UnitTests.Pictures;

/// <summary>Labels that break careless writers.</summary>
internal static class Hostile
{
    public static readonly string[] Texts =
    [
        "<script>alert(1)</script>",
        "\"'><svg onload=alert(1)>",
        "]]><!--&amp;&#0;",
        "zero\u0000bell\u0007vt\u000B",
        "lone\uD800high and \uDC00low",
        "non\uFFFEcharacter\uFFFF",
        "\u202Eoverride\u2066isolate",
        "هيئة مواقف السيارات في المدينة",
        "市の駐車場管理部門と交通局と環境局",
        "",
        " \t\n ",
        new string('W', 500),
        string.Join(' ', Enumerable.Repeat("participation", 36)),
        string.Concat(Enumerable.Repeat("e\u0301\u0323", 160)),
    ];

    public static string At(int i) => Texts[i % Texts.Length];
}
