using System.Text;
using CsCheck;
using SmartCityPia.Analysis.City;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.City;

public class CityFileTests
{
    private static CityModel Load(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return CityModel.Build(CityFile.Read(stream));
    }

    /// <summary>A sound city in which single quotes stand for double ones, with one part replaced.</summary>
    private static string Sound(string part = "", string by = "") => """
        { 'organisations':[{'id':'o1'},{'id':'o2','name':'Two'}],
          'datasets':[{'id':'s1','holder':'o1','fields':[{'type':'a','domain':'d'},{'type':'b'}],'controls':['c1']},{'id':'s2','public':true,'fields':[{'type':'b'}]}],
          'flows':[{'id':'f1','from':'s1','to':'o2','fields':['a']},{'id':'f2','from':'f1','to':'o1'}],
          'rules':[{'id':'r1','premises':['a','b'],'conclusion':'q','confidence':0.5,'low':0.4,'high':0.6}],
          'keys':[{'type':'a','strength':0.9,'sameDomain':true}],
          'controls':[{'id':'c1','scope':'holder','effects':[{'remove':'z'},{'rule':'r1','factor':0.5},{'domain':['a','e']}]}],
          'coalitions':[['o1','o2']] }
        """.Replace(part.Length == 0 ? "\u0001" : part, by, StringComparison.Ordinal).Replace('\'', '"');

    [Fact]
    public void Read_SoundCity_IsRead()
    {
        var city = Load(Sound()).Input;

        Assert.Equal("Two", city.Organisations[1].Name);
        Assert.True(city.Datasets[1].IsPublic);
        Assert.Equal(CityControlScope.Holder, city.Controls[0].Scope);
        Assert.Equal(new CityEffect.SetDomain("a", "e"), city.Controls[0].Effects[2]);
        Assert.Equal([0.5, 0.4, 0.6], [city.Rules[0].Confidence, city.Rules[0].Low!.Value, city.Rules[0].High!.Value]);
    }

    [Theory]
    [InlineData("{'id':'o2','name':'Two'}", "{'id':'o1'}", "$.organisations[1].id", "o1")]
    [InlineData("{'id':'s2'", "{'id':'s1'", "$.datasets[1].id", "s1")]
    [InlineData("{'id':'f2'", "{'id':'f1'", "$.flows[1].id", "f1")]
    [InlineData("{'id':'f2'", "{'id':'s2'", "$.flows[1].id", "s2")]
    [InlineData("'holder':'o1'", "'holder':'o9'", "$.datasets[0].holder", "o9")]
    [InlineData("'holder':'o1'", "'holder':'o1','public':true", "$.datasets[0].holder", "s1")]
    [InlineData("'holder':'o1',", "", "$.datasets[0]", "s1")]
    [InlineData("{'type':'b'}]", "{'type':'a'}]", "$.datasets[0].fields[1].type", "a")]
    [InlineData("'controls':['c1']", "'controls':['c1','c9']", "$.datasets[0].controls[1]", "c9")]
    [InlineData("'from':'s1'", "'from':'s9'", "$.flows[0].from", "s9")]
    [InlineData("'from':'s1'", "'from':'f2'", "$.flows[0].from", "f1")]
    [InlineData("'from':'s1'", "'from':'f1'", "$.flows[0].from", "f1")]
    [InlineData("'to':'o2'", "'to':'o9'", "$.flows[0].to", "o9")]
    [InlineData("'fields':['a']", "'fields':['a','q']", "$.flows[0].fields[1]", "q")]
    [InlineData("'to':'o1'}", "'to':'o1','fields':['b']}", "$.flows[1].fields[0]", "b")]
    [InlineData("'premises':['a','b']", "'premises':[]", "$.rules[0].premises", "r1")]
    [InlineData("'confidence':0.5", "'confidence':1.5", "$.rules[0].confidence", "1.5")]
    [InlineData("'confidence':0.5", "'confidence':-0.5", "$.rules[0].confidence", "r1")]
    [InlineData("'low':0.4", "'low':0.55", "$.rules[0].low", "r1")]
    [InlineData("'strength':0.9", "'strength':9", "$.keys[0].strength", "9")]
    [InlineData("'strength':0.9", "'strength':1e999", "$.keys[0].strength", "a")]
    [InlineData("'strength':0.9", "'strength':'0.9'", "$.keys[0].strength", "number")]
    [InlineData("'scope':'holder'", "'scope':'house'", "$.controls[0].scope", "house")]
    [InlineData("'rule':'r1'", "'rule':'r9'", "$.controls[0].effects[1].rule", "r9")]
    [InlineData("'factor':0.5", "'factor':2", "$.controls[0].effects[1].factor", "2")]
    [InlineData("{'remove':'z'}", "{'erase':'z'}", "$.controls[0].effects[0]", "remove")]
    [InlineData("['a','e']", "['a']", "$.controls[0].effects[2].domain", "pair")]
    [InlineData("[['o1','o2']]", "[['o1','o9']]", "$.coalitions[0][1]", "o9")]
    [InlineData("[['o1','o2']]", "[[]]", "$.coalitions[0]", "member")]
    [InlineData("'organisations'", "'organizations'", "$", "organisations")]
    [InlineData("'flows':[", "'flows':{},'x':[", "$.flows", "list")]
    [InlineData("'coalitions'", "coalitions", "$", "JSON")]
    public void Read_BadCity_NamesThePlaceAndTheId(string part, string by, string path, string mentions)
    {
        var error = Assert.Throws<CityFormatException>(() => Load(Sound(part, by)));

        Assert.Equal(path, error.Path);
        Assert.Contains(mentions, error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Write_RandomCities_ReadBackEqual() => RandomCity.Any.Sample(
        city =>
        {
            using var once = new MemoryStream();
            CityFile.Write(once, city);
            once.Position = 0;
            var back = CityFile.Read(once);
            Assert.Equivalent(city, back, strict: true);
        },
        iter: 300);
}
