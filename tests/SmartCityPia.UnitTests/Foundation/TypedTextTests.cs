using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Foundation;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("Word\u000Bpage\u000Cnext\u0085par\u2028end\u2029", "Word\npage\nnext\npar\nend\n")]
    [InlineData("\r\r\n\n", "\n\n\n")]
    [InlineData("one\ttwo ", "one\ttwo ")]
    public void Lines_AnyEnd_IsOne(string typed, string expected) => Assert.Equal(expected, TypedText.Lines(typed));

    [Theory]
    [InlineData("  Stadtwerke\u00A0 \u2003Ko\u0308ln\t", "Stadtwerke Köln")]
    [InlineData("\u3000", "")]
    [InlineData("one\r\ntwo", "one two")]
    [InlineData("kept \uD800", "kept \uD800")]
    public void Line_BlanksAndComposition_AreOne(string typed, string expected) => Assert.Equal(expected, TypedText.Line(typed));

    [Theory]
    [InlineData("Ada", true)]
    [InlineData("", true)]
    [InlineData("می\u200Cخواهم", true)]
    [InlineData("👩\u200D👧 ❤\uFE0F", true)]
    [InlineData("서울특별시", true)]
    [InlineData("\u200B", false)]
    [InlineData("Ada\u200B", false)]
    [InlineData("Ada\u2060Lindqvist", false)]
    [InlineData("\uFEFFAda", false)]
    [InlineData("Ada\u202Etxt", false)]
    [InlineData("soft\u00ADhyphen", false)]
    [InlineData("\u3164", false)]
    [InlineData("\u2800", false)]
    [InlineData("\u200D", false)]
    [InlineData("tag\U000E0041", false)]
    [InlineData("\u0301", false)]
    [InlineData("a\u0007", false)]
    public void IsVisibleLine_WhatNobodySees_IsRefused(string text, bool expected) => Assert.Equal(expected, TypedText.IsVisibleLine(text));

    [Fact]
    public void Clean_TakesOutWhatItSays()
    {
        const string typed = "a\u0007b\uFFFFc\uD800d\u200B";

        Assert.Equal("abcd\u200B", TypedText.Clean(typed, isLine: false));
        Assert.Equal("abcd", TypedText.Clean(typed, isLine: true));
        Assert.Equal(["U+0007", "U+0000", "U+D800", "U+200B"], TypedText.TakenOut(typed, isLine: true));
        Assert.True(TypedText.IsVisibleLine(TypedText.Clean(typed, isLine: true)));
    }

    [Theory]
    [InlineData("Stadtwerke Köln GmbH", "stadtwerke köln gmbh")]
    [InlineData("Stadtwerke Köln GmbH", "STADTWERKE KÖLN GMBH ")]
    [InlineData("Stadtwerke Köln GmbH", " Stadtwerke\u00A0Köln  GmbH")]
    [InlineData("Stadtwerke Köln GmbH", "Stadtwerke Ko\u0308ln GmbH")]
    [InlineData("Straßenbahn", "STRASSENBAHN")]
    [InlineData("ΔΉΜΟΣ", "δήμος")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("می\u200Cخواهم", "میخواهم")]
    public void Key_OneName(string one, string other)
    {
        Assert.Equal(TextKey.Of(one), TextKey.Of(other));
        Assert.Equal(TextKey.Comparer.GetHashCode(one), TextKey.Comparer.GetHashCode(other));
    }

    [Theory]
    [InlineData("Munster", "Münster")]
    [InlineData("City police", "Citypolice")]
    [InlineData("Metro Ltd", "Metro Ltd.")]
    public void Key_TwoNames(string one, string other) => Assert.NotEqual(TextKey.Of(one), TextKey.Of(other));
}
