use super::*;

#[test]
fn grams_ignore_accents_and_split_han() {
    assert_eq!(
        article_grams("L’État, c’est « moi » !"),
        article_grams("l'etat c'est moi")
    );
    assert_eq!(article_grams("中国人工智能").len(), 2);
    assert_eq!(article_grams("一二三四AI五六").len(), 3);
}
