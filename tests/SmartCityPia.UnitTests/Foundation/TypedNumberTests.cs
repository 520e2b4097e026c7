using System.Globalization;
using CsCheck;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Foundation;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("120000", 120000)]
    [InlineData(" 120000 ", 120000)]
    [InlineData("120,000", 120000)]
    [InlineData("120 000", 120000)]
    [InlineData("120.000", 120000)]
    [InlineData("120\u2019000", 120000)]
    [InlineData("120'000", 120000)]
    [InlineData("120\u00A0000", 120000)]
    [InlineData("120\u202F000", 120000)]
    [InlineData("120\u2009000", 120000)]
    [InlineData("1,20,000", 120000)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("12,34,567", 1234567)]
    [InlineData("١٢٠٠٠٠", 120000)]
    [InlineData("١٢٠٬٠٠٠", 120000)]
    [InlineData("+7", 7)]
    [InlineData("-5", -5)]
    [InlineData("\u22125", -5)]
    [InlineData("007", 7)]
    [InlineData("99999999999", int.MaxValue)]
    [InlineData("999999999999999999999999", int.MaxValue)]
    [InlineData("1.5", null)]
    [InlineData("1,50", null)]
    [InlineData("1.2 million", null)]
    [InlineData("1,234.567", null)]
    [InlineData("1,234 567", null)]
    [InlineData("1,2345", null)]
    [InlineData("1234,567", null)]
    [InlineData("1,,000", null)]
    [InlineData(",000", null)]
    [InlineData("1,000,", null)]
    [InlineData("12,345,67", null)]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData("1e6", null)]
    [InlineData("0x10", null)]
    [InlineData("5 %", null)]
    [InlineData("½", null)]
    public void Whole_AsPeopleWriteIt(string typed, int? expected) => Assert.Equal(expected, TypedNumber.Whole(typed));

    [Fact]
    public void Whole_AsAnyCulturePrintsIt_IsTheNumber() => Gen.Int[0, int.MaxValue - 1].Sample(number =>
    {
        foreach (var culture in new[] { "en-GB", "de-DE", "fr-FR", "de-CH", "en-IN", "nl-NL", "sv-SE", "es-ES", "pt-BR", "pl-PL" })
            Assert.Equal(number, TypedNumber.Whole(number.ToString("N0", CultureInfo.GetCultureInfo(culture))));
    });
}
