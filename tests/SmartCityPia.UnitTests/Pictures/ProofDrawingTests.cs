using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Layout;
using Xunit;
using static System.FormattableString;

namespace SmartCityPia.UnitTests.Pictures;

public sealed class ProofDrawingTests
{
    [Fact]
    public void Draw_RandomProofs_NothingOverlapsAndFitsAColumnOfText()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var picture = Random(seed, 1 + seed % 15);

            var drawing = ProofDrawing.Draw(picture);

            Assert.True(drawing.Width <= ProofDrawing.MaxWidth, Invariant($"seed {seed}: {drawing.Width} wide"));
            var boxes = drawing.Marks.OfType<Group>().Select(g => g.Marks.OfType<Box>().First()).ToList();
            var notes = drawing.Marks.OfType<Box>().ToList();
            var all = boxes.Concat(notes).ToList();
            Assert.Equal(picture.Steps.Count, boxes.Count);
            for (var a = 0; a < all.Count; a++)
                for (var b = a + 1; b < all.Count; b++)
                    Assert.False(Overlap(all[a], all[b]), Invariant($"seed {seed}: boxes {a} and {b} overlap"));
            foreach (var stroke in drawing.Marks.OfType<Stroke>())
                Assert.DoesNotContain(boxes, b => Geometry.RunsThrough(stroke.Points, new Area(b.X, b.Y, b.Width, b.Height)));
            foreach (var group in drawing.Marks.OfType<Group>())
            {
                var box = group.Marks.OfType<Box>().First();
                Assert.All(group.Marks.OfType<Label>(), l => Assert.True(
                    l.X + TextMeasure.Width(l.Text, l.Size, l.Bold) <= box.X + box.Width && l.Y < box.Y + box.Height - 2 && l.Y > box.Y + 8, Invariant($"'{l.Text}' leaves its box")));
            }
        }
    }

    [Fact]
    public void Draw_ShortProof_ReadsFromLeftToRight()
    {
        var drawing = ProofDrawing.Draw(new ProofPicture("Proof",
        [
            new("Plate", "Operator", DrawnStepKind.Field, [], Href: "/1"),
            new("Night rule", null, DrawnStepKind.Rule, [0], "0.7, estimate", "/2"),
            new("Home is known", null, DrawnStepKind.Conclusion, [1], "Probable, 0.7", "/3"),
        ]));

        var left = drawing.Marks.OfType<Group>().OrderBy(g => g.Href, StringComparer.Ordinal).Select(g => g.Marks.OfType<Box>().First().X).ToList();
        Assert.True(left[0] < left[1] && left[1] < left[2]);
        Assert.Contains(drawing.Marks.OfType<Label>(), l => l.Text == "0.7,");
        Assert.Contains("Home is known", drawing.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_DeepProof_ReadsDownwardsToItsConclusion()
    {
        var drawing = ProofDrawing.Draw(new ProofPicture("Proof",
            [.. Enumerable.Range(0, 8).Select(i => new DrawnStep(Invariant($"Step {i:00}"), null, i == 7 ? DrawnStepKind.Conclusion : DrawnStepKind.Rule, i == 0 ? [] : [i - 1]))]));

        var tops = drawing.Marks.OfType<Group>().Select(g => g.Marks.OfType<Box>().First()).ToList();
        Assert.Equal(tops.Max(b => b.Y), tops.Single(b => b.Fill == Tone.AccentSoft).Y);
        Assert.True(drawing.Height > drawing.Width);
        Assert.Equal(tops.Select(b => b.Y).Distinct().Count() - 1, drawing.Breaks.Count);
        Assert.All(drawing.Breaks, y => Assert.DoesNotContain(tops, b => y >= b.Y && y <= b.Y + b.Height));
    }

    /// <summary>"fewer than 1 in 1…" would say something else.</summary>
    [Fact]
    public void Draw_HowSureTheConclusionIs_IsNotCut()
    {
        const string sure = "nearly certain: fewer than 1 in 1,000 wrong";
        var drawing = ProofDrawing.Draw(new ProofPicture("Proof",
            [.. Enumerable.Range(0, 6).Select(i => new DrawnStep("A step with a long name to make it narrow", null, i == 5 ? DrawnStepKind.Conclusion : DrawnStepKind.Rule, i == 0 ? [] : [i - 1], i == 5 ? sure : null))]));

        var words = drawing.Marks.OfType<Group>().Single(g => g.Marks.OfType<Box>().First().Fill == Tone.AccentSoft).Marks.OfType<Label>().Select(l => l.Text);
        Assert.EndsWith(sure, string.Join(' ', words), StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_PremiseThatIsNoStep_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ProofDrawing.Draw(new ProofPicture("Proof", [new("A", null, DrawnStepKind.Rule, [3])])));

    [Fact]
    public void Draw_CircularProof_Throws() =>
        Assert.Throws<ArgumentException>(() => ProofDrawing.Draw(new ProofPicture("Proof", [new("A", null, DrawnStepKind.Rule, [1]), new("B", null, DrawnStepKind.Rule, [0])])));

    [Fact]
    public void Draw_NoSteps_SaysSo() =>
        Assert.Equal("Nothing to draw yet", Assert.IsType<Label>(Assert.Single(ProofDrawing.Draw(new ProofPicture("Proof", [])).Marks)).Text);

    private static bool Overlap(Box a, Box b) =>
        a.X < b.X + b.Width - 0.01 && b.X < a.X + a.Width - 0.01 && a.Y < b.Y + b.Height - 0.01 && b.Y < a.Y + a.Height - 0.01;

    internal static ProofPicture Random(int seed, int count)
    {
        var random = new Random(seed);
        return new ProofPicture("Proof", [.. Enumerable.Range(0, count).Select(i =>
        {
            var kind = i == count - 1 ? DrawnStepKind.Conclusion : i == 0 ? DrawnStepKind.Field : (DrawnStepKind)random.Next(3);
            int[] premises = kind == DrawnStepKind.Field || i == 0 ? [] : [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(i)).Distinct()];
            return new DrawnStep(random.Next(4) == 0 ? Hostile.At(i + seed) : Invariant($"Step {i:00} of the proof"), random.Next(2) == 0 ? Hostile.At(i) : null, kind, premises,
                kind == DrawnStepKind.Field ? null : "0.7, estimate", "/s");
        })]);
    }
}
