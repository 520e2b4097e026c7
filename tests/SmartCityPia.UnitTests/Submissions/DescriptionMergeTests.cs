using CsCheck;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Submissions;

/// <summary>The city's description of an archetype, and a vendor's edited copy of it.</summary>
public sealed class DescriptionMergeTests
{
    private static readonly Guid Vendors = new("0199f000-0000-7000-8000-0000000000aa");

    private static Dossier City { get; } = WithListedFields(RichDossier.Prefilled());

    [Fact]
    public void Changes_CopyUntouched_None() => Assert.Empty(new DescriptionDiff(City, Shared()).Changes);

    [Fact]
    public void Changes_WrittenApart_RowsOfTheSameNameAreTheSame()
    {
        var ids = new Dictionary<Guid, Guid>();
        Guid Other(Guid id) => ids.TryGetValue(id, out var other) ? other : ids[id] = Guid.CreateVersion7();

        Assert.Empty(new DescriptionDiff(City, Shared(Other)).Changes);
    }

    [Fact]
    public void Changes_OneFieldOfACopy_ThatFieldWithBothTexts()
    {
        var vendor = Shared();
        (vendor.Datasets[0].Name, var before) = ("Another name", vendor.Datasets[0].Name);

        var diff = new DescriptionDiff(City, vendor);

        var change = Assert.Single(diff.Changes);
        Assert.Equal(new FieldChange("Name", "Dataset", before, "Another name"), Assert.Single(change.Fields));
        Assert.Same(vendor.Datasets[0], diff.ProposedOf(change));
        Assert.Same(City.Datasets[0], diff.CurrentOf(change));
    }

    [Fact]
    public void Merge_FieldOfANewDataset_TakesTheDatasetAlong()
    {
        var vendor = Shared();
        var (dataset, items) = NewDataset(1);
        vendor = vendor.With([.. DescriptionRows.Of(vendor), dataset, .. items]);

        var merge = new DescriptionMerge(new(City, vendor), new HashSet<Guid> { items[0].Id });

        Assert.Empty(merge.Refusals);
        Assert.Equal(dataset.Name, Assert.Single(merge.Dependencies).Name);
        Assert.Equal(2, merge.Written.Count);
    }

    [Fact]
    public void Merge_RemovedRowThatTheCityRestsOn_IsRefused()
    {
        var vendor = Shared();
        var group = vendor.Groups[0].Id;
        vendor = vendor with { Groups = [.. vendor.Groups.Skip(1)] };
        var city = City with { Choices = [new() { Id = Guid.CreateVersion7(), OwnerId = City.Head.AssessmentId, GroupId = City.Groups[0].Id }] };
        var diff = new DescriptionDiff(city, vendor);

        var merge = new DescriptionMerge(diff, diff.Changes.Select(DescriptionDiff.KeyOf).ToHashSet());

        Assert.Equal("StillUsed", Assert.Single(merge.Refusals).Error.Rule);
        Assert.NotEqual(group, City.Groups[0].Id);
    }

    /// <summary>Random changes by the vendor, and random choices from them.</summary>
    [Fact]
    public void Merge_AnyChangesAnyChoice_KeepsTheRulesAndLeavesTheRest() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            var vendor = Changed(random, random.Next(1, 12));
            var diff = new DescriptionDiff(City, vendor);
            var all = diff.Changes.Select(DescriptionDiff.KeyOf).ToHashSet();
            var chosen = all.Where(_ => random.Next(2) == 0).ToHashSet();

            var whole = new DescriptionMerge(diff, all);
            Assert.Empty(whole.Refusals.Select(r => $"{r.Change.Kind} {r.Change.Name} {r.Error.Rule}"));
            Assert.Empty(new DescriptionDiff(Result(whole), vendor).Changes.Select(c => $"{c.Change} {c.Kind} {c.Name}"));

            var part = new DescriptionMerge(diff, chosen);
            Assert.Subset(part.Taken.Select(DescriptionDiff.KeyOf).ToHashSet(), chosen);
            if (part.Refusals.Count > 0)
                return;
            Assert.Empty(Broken(Result(part)));
            var left = new DescriptionDiff(Result(part), vendor).Changes.Select(DescriptionDiff.KeyOf).ToHashSet();
            Assert.Subset(all, left);
            Assert.Empty(left.Intersect(part.Taken.Select(DescriptionDiff.KeyOf)));
        }, iter: 1000, print: seed => seed.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Dossier Result(DescriptionMerge merge) => merge.Service is { } service ? merge.Result with { Service = service } : merge.Result;

    private static Dossier WithListedFields(Dossier dossier)
    {
        foreach (var flow in dossier.Flows)
            flow.Fields = [.. dossier.Passed(flow)];
        return dossier;
    }

    /// <summary>Shared by <c>AskVendor</c>, or with ids of its own.</summary>
    private static Dossier Shared(Func<Guid, Guid>? called = null)
    {
        var call = called ?? (id => DerivedId.Copy(id, Vendors));
        var service = new ServiceDescription { Id = Vendors, OwnerId = Guid.CreateVersion7(), Revision = 1 };
        foreach (var field in DescriptionRows.Fields(City.Service))
            field.SetValue(service, field.GetValue(City.Service));
        return new Dossier { Head = City.Head, Service = service, Organisations = City.Organisations }
            .With(DescriptionRows.Of(City).Select(r => DescriptionRows.Copy(r, call(r.Id), Vendors, call)));
    }

    private static (Dataset, List<DataItem>) NewDataset(int number)
    {
        var dataset = new Dataset { Id = Guid.CreateVersion7(), OwnerId = Vendors, Name = $"New dataset {number}", HolderId = City.Organisations[0].Id };
        return (dataset, [.. PiaCatalogue.Current.Types.Take(3).Select(t => new DataItem { Id = Guid.CreateVersion7(), OwnerId = Vendors, DatasetId = dataset.Id, TypeId = t.Id })]);
    }

    /// <summary>A copy with changes that the pages would allow one after the other.</summary>
    private static Dossier Changed(Random random, int times)
    {
        var vendor = Shared();
        for (var i = 0; i < times; i++)
        {
            var rows = DescriptionRows.Of(vendor).Select(r => DescriptionRows.Copy(r, r.Id, Vendors, id => id)).ToList();
            var row = rows[random.Next(rows.Count)];
            switch (random.Next(5))
            {
                case 0 when !vendor.RestOn(row.Id):
                    rows.Remove(row);
                    break;
                case 1:
                    var (dataset, items) = NewDataset(i);
                    rows.Add(dataset);
                    rows.AddRange(items);
                    rows.Add(new DataFlow { Id = Guid.CreateVersion7(), OwnerId = Vendors, Name = $"New flow {i}", SourceDatasetId = dataset.Id, RecipientId = City.Organisations[^1].Id, Fields = [items[0].TypeId] });
                    break;
                case 2 when row is DataFlow flow:
                    flow.Fields = [.. vendor.FieldsOf(flow.SourceDatasetId, flow.SourceFlowId).Where(_ => random.Next(2) == 0).Order(StringComparer.Ordinal)];
                    break;
                case 3 when row is DataItem item:
                    rows.Remove(row);
                    foreach (var passing in rows.OfType<DataFlow>().Where(f => vendor.OriginOf(f) == item.DatasetId))
                        passing.Fields.Remove(item.TypeId);
                    break;
                default:
                    var texts = DescriptionRows.Fields(row).Where(f => f.PropertyType == typeof(string) && f.Name is not "TypeId").ToList();
                    texts[random.Next(texts.Count)].SetValue(row, $"Changed {i}");
                    break;
            }
            var next = vendor.With(rows);
            if (!Broken(next).Any())
                vendor = next;
        }
        return vendor;
    }

    /// <summary>Rows that break rules, and rows that refer to missing ones.</summary>
    private static IEnumerable<string> Broken(Dossier dossier)
    {
        var there = DescriptionRows.Of(dossier).Select(r => r.Id).ToHashSet();
        foreach (var row in DescriptionRows.Of(dossier))
        {
            if (DescriptionRows.Named(row).Any(id => !there.Contains(id)))
                yield return $"{row.GetType().Name} names what is not there";
            foreach (var error in RowKinds.Of(row).Check(dossier, row))
                yield return $"{row.GetType().Name} {error.Field} {error.Rule}";
        }
    }
}
