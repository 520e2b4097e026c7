using System.Text;
using CsCheck;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Submissions;

public sealed class DescriptionFileTests
{
    private static readonly Dossier City = RichDossier.Prefilled();
    private static readonly string Whole = DescriptionFile.Write(City);

    public static TheoryData<string> Archetypes => [.. PiaCatalogue.Current.Archetypes.Select(a => a.Id)];

    [Theory, MemberData(nameof(Archetypes))]
    public void WriteRead_EveryArchetype_SaysTheSame(string archetype)
    {
        var dossier = RichDossier.Prefilled(archetype);
        var written = DescriptionFile.Write(dossier);

        var file = Read(Encoding.UTF8.GetBytes(written), dossier);

        Assert.Empty(file.Errors);
        var read = new Dossier { Head = dossier.Head, Service = file.Service, Organisations = dossier.Organisations }.With(file.Rows);
        Assert.Empty(new DescriptionDiff(dossier, read).Changes);
        Assert.Equal(written, DescriptionFile.Write(read));
    }

    [Theory]
    [InlineData("", "$ FileNotJson")]
    [InlineData("[]", "$ FileNotObject|$.format FileFormat|$.service FileRequired")]
    [InlineData("{", "$ FileNotJson")]
    [InlineData("""{"format":1} {"format":1}""", "$ FileNotJson")]
    [InlineData("""{"format":1,"service":{"name":"x"},"more":1}""", "$ FileUnknownMember")]
    [InlineData("""{"format":2,"service":{"name":"x"}}""", "$.format FileFormat")]
    [InlineData("""{"format":1.5,"service":{"name":"x"}}""", "$.format FileFormat")]
    [InlineData("""{"format":1}""", "$.service FileRequired")]
    [InlineData("""{"format":1,"service":{}}""", "$.service.name FileRequired")]
    [InlineData("""{"format":1,"service":{"name":""}}""", "$.service.name FileRequired")]
    [InlineData("""{"format":1,"service":{"name":"x","name":"y"}}""", "$.service.name FileTwice")]
    [InlineData("""{"format":1,"service":{"name":"x","peopleCount":1e400}}""", "$.service.peopleCount FileNotNumber")]
    [InlineData("""{"format":1,"service":{"name":"x","peopleCount":-1}}""", "$.service.peopleCount FileNotNumber")]
    [InlineData("""{"format":1,"service":{"name":"x","peopleCount":"7"}}""", "$.service.peopleCount FileNotNumber")]
    [InlineData("""{"format":1,"service":{"name":"x","layer":"engineering"}}""", "$.service.layer FileNotOneOf")]
    [InlineData("""{"format":1,"service":{"name":"x","layer":"1"}}""", "$.service.layer FileNotOneOf")]
    [InlineData("""{"format":1,"service":{"name":"\ud800"}}""", "$.service.name FileNotStorable")]
    [InlineData("""{"format":1,"service":{"name":"x"},"purposes":{}}""", "$.purposes FileNotList")]
    [InlineData("""{"format":1,"service":{"name":"x"},"purposes":[7]}""", "$.purposes[0] FileNotObject")]
    [InlineData("""{"format":1,"service":{"name":"x"},"purposes":[{"id":"p","name":"a"},{"id":"p","name":"b"}]}""", "$.purposes[1].id FileDuplicateId")]
    [InlineData("""{"format":1,"service":{"name":"x"},"datasets":[{"id":"d","name":"a","holder":"City"}]}""", "$.datasets[0].holder FileUnknownOrganisation")]
    [InlineData("""{"format":1,"service":{"name":"x"},"datasets":[{"id":"d","name":"a","public":true,"items":[{"type":"A999"}]}]}""", "$.datasets[0].items[0].type UnknownType")]
    [InlineData("""{"format":1,"service":{"name":"x"},"datasets":[{"id":"d","name":"a"}]}""", "$.datasets[0].holder HolderOrPublic")]
    [InlineData("""{"format":1,"service":{"name":"x"},"stakeholders":[{"organisation":"City","role":"Controller"}],"flows":[{"id":"f","name":"a","recipient":"City","sourceFlow":"f"}]}""", "$.flows[0].sourceFlow NoCircle")]
    [InlineData("""{"format":1,"service":{"name":"x"},"stakeholders":[{"organisation":"City","role":"Controller"}],"flows":[{"id":"f","name":"a","recipient":"City","sourceFlow":"g"},{"id":"g","name":"b","recipient":"City","sourceFlow":"f"}]}""", "$.flows[0].sourceFlow NoCircle|$.flows[1].sourceFlow NoCircle")]
    [InlineData("""{"format":1,"service":{"name":"x"},"stakeholders":[{"organisation":"City","role":"Controller"}],"flows":[{"id":"f","name":"a","recipient":"City","sourceDataset":"d"}]}""", "$.flows[0].sourceDataset FileUnknownId")]
    public void Read_Broken_SaysWhereAndWhy(string json, string errors)
    {
        var file = Read(Encoding.UTF8.GetBytes(json), City with { Organisations = [new(Guid.CreateVersion7(), "City", default, null)] });

        Assert.Equal(errors, string.Join('|', file.Errors.Select(e => $"{e.Path} {e.Error.Rule}")));
    }

    /// <summary>The file doesn't reveal whether the city knows a name: an unknown organisation is added.</summary>
    [Fact]
    public void Read_StakeholderThatTheCityDoesNotKnow_IsAdded()
    {
        var file = Read("""{"format":1,"service":{"name":"x"},"stakeholders":[{"organisation":"Nobody yet","role":"Processor"}]}"""u8.ToArray(), City);

        Assert.Empty(file.Errors);
        Assert.Equal("Nobody yet", Assert.Single(file.Added).Name);
        Assert.Equal(file.Added[0].Id, Assert.Single(file.Rows.OfType<SmartCityPia.Domain.Dossiers.Stakeholder>()).OrganisationId);
    }

    [Fact]
    public void Read_ManyErrors_AllAreTold()
    {
        var json = Whole.Replace("\"name\": \"", "\"name\": 7, \"was\": \"", StringComparison.Ordinal);

        var errors = Read(Encoding.UTF8.GetBytes(json), City).Errors;

        Assert.Equal(json.Split("\"was\"").Length - 1, errors.Count(e => e.Path.EndsWith(".name", StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_NotUtf8_SaysAtWhichByte() =>
        Assert.Equal(("$", "FileNotUtf8", "2"), Told(Read([(byte)'{', (byte)'"', 0xC3, 0x28], City).Errors.Single()));

    [Fact]
    public void Read_TooManyRows_IsRefusedWhole()
    {
        var rows = string.Join(',', Enumerable.Range(0, DescriptionFile.MaxRows + 1).Select(i => $$"""{"name":"{{i}}"}"""));

        var file = Read(Encoding.UTF8.GetBytes($$"""{"format":1,"service":{"name":"x"},"groups":[{{rows}}]}"""), City);

        Assert.Equal(("$.groups", "FileTooMany", "500"), Told(file.Errors.Single()));
    }

    /// <summary>
    /// A file that is cut, duplicated or overwritten anywhere is read or refused with reasons; it never causes an exception.
    /// </summary>
    [Fact]
    public void Read_AnyDamage_IsReadOrRefused() => Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Int[0, 200], Gen.OneOf([.. new[] { "", "{", "]", "\"", "null", "\\ud83d", "9e999", "\0", "é" }.Select(Gen.Const)])).Sample(
        (at, length, put) =>
        {
            var file = Read(Encoding.UTF8.GetBytes(Whole[..at] + put + Whole[Math.Min(Whole.Length, at + length)..]), City);

            Assert.All(file.Errors, e => Assert.StartsWith("$", e.Path, StringComparison.Ordinal));
        }, iter: 2000);

    private static (string, string, string?) Told(FileError error) => (error.Path, error.Error.Rule, error.Error.Arguments.FirstOrDefault()?.ToString());

    private static DescriptionFile Read(byte[] bytes, Dossier city) => DescriptionFile.Read(bytes,
        city.Organisations.ToDictionary(o => o.Name, TextKey.Comparer), Guid.CreateVersion7(), Guid.CreateVersion7);
}
