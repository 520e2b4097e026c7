using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class ChoiceMapping : AssessmentRowMapping<Choice>
{
    public override void Configure(EntityTypeBuilder<Choice> builder)
    {
        base.Configure(builder);
        builder.HasIndex(c => new { c.OwnerId, c.GroupId }).IsUnique().HasDatabaseName(Choice.GroupIsUnique);
        builder.HasOne<PeopleGroup>().WithMany().HasForeignKey(c => c.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}
