using System.Text;
using SmartCityPia.Reports.Tables;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Tables;

public sealed class CsvTextTests
{
    [Fact]
    public void Write_QuotesCommasAndLineBreaks_StayInTheirField() =>
        Assert.Equal("\"a\",\"b \"\"c\"\", d\r\ne\"\r\n\"\",\"ž\"\r\n", Text(["a", "b \"c\", d\r\ne"], ["", "ž"]));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@sum(a)")]
    [InlineData("  =cmd|' /c calc'!A0")]
    [InlineData("\t=1")]
    [InlineData("\rx")]
    [InlineData("＝1")]
    public void Write_WhatLooksLikeAFormula_BecomesText(string field) => Assert.StartsWith("\"'" + field[0], Text([field]), StringComparison.Ordinal);

    [Fact]
    public void Write_OrdinaryText_IsLeftAlone() => Assert.Equal("\"a=b - c\"\r\n", Text(["a=b - c"]));

    [Fact]
    public void Write_BeginsWithAByteOrderMark() => Assert.Equal([0xEF, 0xBB, 0xBF], CsvText.Write([["a"]])[..3]);

    private static string Text(params string[][] rows) => Encoding.UTF8.GetString(CsvText.Write(rows)[3..]);
}
