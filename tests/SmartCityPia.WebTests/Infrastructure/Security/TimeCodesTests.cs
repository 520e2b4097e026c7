using System.Globalization;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Security;

public sealed class TimeCodesTests
{
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();

    /// <summary>RFC 6238, appendix B.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void At_ExamplesOfTheStandard_AreTheirs(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, TimeCodes.At(Key, TimeCodes.StepOf(at), 8));
        Assert.Equal(TimeCodes.StepOf(at), TimeCodes.Find(Key, code[2..], at));
        Assert.Null(TimeCodes.Find(Key, code, at));
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Find_ClockThatDiffers_CountsByAStep(int seconds, bool counts)
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 10, TimeSpan.Zero);

        Assert.Equal(counts, TimeCodes.Find(Key, TimeCodes.At(Key, TimeCodes.StepOf(now.AddSeconds(seconds))), now) is not null);
    }

    /// <summary>RFC 4648, section 10, without the padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_ExamplesOfTheStandard_AreTheirs(string text, string expected) =>
        Assert.Equal(expected, TimeCodes.Base32(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Address_NamesWithSigns_AreEscaped() =>
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"otpauth://totp/A%26B%20City:o%27brien%40city.ie?secret={TimeCodes.Base32(Key)}&issuer=A%26B%20City&digits=6&period=30"),
            TimeCodes.Address("A&B City", "o'brien@city.ie", Key));
}
