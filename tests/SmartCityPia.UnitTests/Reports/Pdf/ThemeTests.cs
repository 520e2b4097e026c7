using SmartCityPia.Pictures;
using SmartCityPia.Reports.Pdf;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Pdf;

public sealed class ThemeTests
{
    [Fact]
    public void Palette_TextOnItsGrounds_HasContrastOfAtLeastFourAndAHalf()
    {
        foreach (var ground in new[] { Theme.White, Theme.Surface, Theme.AccentSoft })
        {
            Assert.True(Contrast(Theme.Accent, ground) >= 4.5);
            Assert.True(Contrast(Theme.Text, ground) >= 4.5);
            Assert.True(Contrast(Theme.Muted, ground) >= 4.5);
        }
        foreach (var tone in new[] { Tone.Low, Tone.Medium, Tone.High }) Assert.True(Contrast(Theme.Text, Ink(tone)) >= 4.5);
        Assert.True(Contrast(Ink(Tone.Ground), Ink(Tone.Accent)) >= 4.5);
    }

    [Fact]
    public void Tones_LowMediumHigh_DifferInLightness()
    {
        Assert.True(Contrast(Ink(Tone.Low), Ink(Tone.Medium)) >= 1.35);
        Assert.True(Contrast(Ink(Tone.Medium), Ink(Tone.High)) >= 1.35);
    }

    [Fact]
    public void Tones_All_HaveAnInkExceptNone()
        => Assert.All(Enum.GetValues<Tone>(), tone => Assert.Equal(tone == Tone.None, DrawingPainter.InkOf(tone) is null));

    private static Ink Ink(Tone tone) => DrawingPainter.InkOf(tone)!.Value;

    /// <summary>Contrast ratio by WCAG 2.2.</summary>
    private static double Contrast(Ink a, Ink b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);

        static double Luminance(Ink ink) => 0.2126 * Linear(ink.Red) + 0.7152 * Linear(ink.Green) + 0.0722 * Linear(ink.Blue);
        static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
