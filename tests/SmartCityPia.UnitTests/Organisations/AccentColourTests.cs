using SkiaSharp;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Reports.Images;
using Xunit;

namespace SmartCityPia.UnitTests.Organisations;

/// <summary>What a city chooses about its looks: readable for everybody, and nothing but pixels.</summary>
public sealed class AccentColourTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Contrast_IsThatOfWcag(string one, string other, double expected) =>
        Assert.Equal(expected, AccentColour.Parse(one)!.Value.Contrast(AccentColour.Parse(other)!.Value), 0.01);

    [Theory]
    [InlineData("#0b5563", true)]
    [InlineData("#8a1538", true)]
    [InlineData("#767676", false)]
    [InlineData("#ffd500", false)]
    public void LeastOn_Light_SaysWhetherLinksCanBeReadOnEveryGround(string colour, bool readable) =>
        Assert.Equal(readable, AccentColour.Parse(colour)!.Value.LeastOn(dark: false) >= AccentColour.LeastContrast);

    [Theory]
    [InlineData("#0b5563")]
    [InlineData("#000000")]
    [InlineData("#0000ff")]
    [InlineData("#8a1538")]
    public void ForDark_OfAnyColour_CanBeReadOnDarkScreens(string colour) =>
        Assert.True(AccentColour.Parse(colour)!.Value.ForDark().LeastOn(dark: true) >= AccentColour.LeastContrast);

    [Theory]
    [InlineData("0b5563")]
    [InlineData("#0b556")]
    [InlineData("#0b556g")]
    [InlineData("#0b5563;}")]
    [InlineData("")]
    public void Parse_NoColour_IsNull(string text) => Assert.Null(AccentColour.Parse(text));

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Logo_IsEncodedAnewAndScaled(SKEncodedImageFormat format)
    {
        byte[] file = [.. Picture(1200, 600, format), .. "<script>alert(1)</script>"u8];

        var png = LogoImage.Encode(file);

        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.Equal(-1, png.AsSpan().IndexOf("<script>"u8));
        var logo = LogoImage.Read(png);
        Assert.Equal((480, 240, 480 * 240 * 3), (logo.Width, logo.Height, logo.Rgb.Length));
        Assert.Equal(png, LogoImage.Encode(file));
    }

    [Fact]
    public void Logo_WhereItIsTransparent_StandsOnWhite()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(2, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.SetPixel(0, 0, new SKColor(200, 0, 0, 0));
        bitmap.SetPixel(1, 0, new SKColor(0, 0, 200, 255));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        Assert.Equal([255, 255, 255, 0, 0, 200], LogoImage.Read(LogoImage.Encode(data.ToArray())).Rgb);
    }

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "LogoFormat", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray() },
        { "LogoFormat", [] },
        { "LogoFormat", "GIF89a\u0001\0\u0001\0"u8.ToArray() },
        { "LogoFormat", Picture(20, 20, SKEncodedImageFormat.Png)[..20] },
        { "LogoBroken", Picture(200, 200, SKEncodedImageFormat.Png)[..90] },
        { "LogoTooLarge", Picture(2001, 2000, SKEncodedImageFormat.Png) },
        { "LogoTooLarge", new byte[LogoImage.MaxBytes + 1] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Logo_NoPictureOfAFit_IsRefused(string rule, byte[] file) =>
        Assert.Equal(rule, Assert.Throws<LogoRefusedException>(() => LogoImage.Encode(file)).Message);

    private static byte[] Picture(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(new SKColor(11, 85, 99));
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}
